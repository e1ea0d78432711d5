import { Kind, parse, visit, type DocumentNode, type FieldNode } from "graphql";

const EDGES = "edges";
/** More than the sandbox's store has. */
const ALL = "1000000";

const asksForEdges = (field: FieldNode): boolean =>
  field.selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === EDGES) ?? false;

/**
 * The query of a bulk operation as one that gives all objects at once.
 * @throws Error for a query that Shopify refuses
 */
export function wholeQuery(query: string): DocumentNode {
  const document = parse(query);
  let connections = 0;
  const whole = visit(document, {
    Field: (field) => {
      if (!asksForEdges(field)) return undefined;
      connections += 1;
      return {
        ...field,
        arguments: [
          ...(field.arguments ?? []).filter(({ name }) => name.value !== "first"),
          {
            kind: Kind.ARGUMENT,
            name: { kind: Kind.NAME, value: "first" },
            value: { kind: Kind.INT, value: ALL },
          } as const,
        ],
      };
    },
  });
  if (connections === 0) throw new Error("The bulk query must include at least one connection.");
  if (connections > 5) throw new Error("Bulk queries cannot contain more than 5 connections.");
  const [operation] = document.definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION && (operation.variableDefinitions?.length ?? 0) > 0)
    throw new Error("Bulk queries cannot have variables.");
  return whole;
}

type Line = Record<string, unknown>;
const isConnection = (value: unknown): value is { edges: { node: Line }[] } =>
  typeof value === "object" && value !== null && Array.isArray((value as Line)[EDGES]);

/** The lines of a result: each node without its connections, whose nodes name it as their parent. */
export function* linesOf(data: Line, groupObjects: boolean): Generator<{ line: Line; isRoot: boolean }> {
  const later: { line: Line; isRoot: boolean }[] = [];
  function* ofConnection(
    connection: { edges: { node: Line }[] },
    parent: unknown,
  ): Generator<{ line: Line; isRoot: boolean }> {
    for (const { node } of connection.edges) {
      const own = Object.entries(node).filter(([, value]) => !isConnection(value));
      const line = { ...Object.fromEntries(own), ...(parent === undefined ? {} : { __parentId: parent }) };
      const found = { line, isRoot: parent === undefined };
      if (found.isRoot || groupObjects) yield found;
      else later.push(found);
      for (const value of Object.values(node)) if (isConnection(value)) yield* ofConnection(value, node.id);
    }
  }
  for (const value of Object.values(data)) if (isConnection(value)) yield* ofConnection(value, undefined);
  yield* later;
}
