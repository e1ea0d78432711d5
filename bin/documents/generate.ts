import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { codegen } from "@graphql-codegen/core";
import * as operationTypes from "@graphql-codegen/typescript-operations";
import { Kind, parse, print, visit, type DocumentNode, type SelectionNode } from "graphql";
import { format } from "prettier";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = path.join(root, "app/shell/shopify/documents");
export const output = path.join(folder, "documents.ts");
const schemaFile = path.join(root, "sandbox/shopify/schema.graphql");

/** Hundreds of codes, which the app reads as text. */
const CODES = new Set(["CurrencyCode", "CountryCode"]);
const scalars = Object.fromEntries(
  ["CurrencyCode", "CountryCode", "DateTime", "Decimal", "Money", "URL", "UnsignedInt64", "ID"].map((name) => [
    name,
    "string",
  ]),
);

interface NamedDocument {
  /** The file's name in camel case. */
  name: string;
  /** The operation's name in the API. */
  operation: string;
  /** "query" or "mutation". */
  kind: string;
  /** The document as it is sent: fragments are written out, so that bulk operations take it as well. */
  text: string;
  document: DocumentNode;
}

/** The documents beside the generated module, by name. */
export function readDocuments(): NamedDocument[] {
  const parsed = readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => ({ file, document: parse(readFileSync(path.join(folder, file), "utf8")) }));
  const fragments = new Map(
    parsed
      .flatMap(({ document }) => document.definitions)
      .flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
      ),
  );
  /** @throws Error for a fragment that no file defines */
  const written = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) return [selection];
      const fragment = fragments.get(selection.name.value);
      if (!fragment) throw new Error(`no file defines the fragment ${selection.name.value}`);
      return written(fragment.selectionSet.selections);
    });
  return parsed.flatMap(({ file, document }) => {
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION || !operation.name) return [];
    const whole = visit(document, {
      SelectionSet: { enter: (set) => ({ ...set, selections: written(set.selections) }) },
    });
    const name = file.replace(/\.graphql$/, "").replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
    return [{ name, operation: operation.name.value, kind: operation.operation, text: print(whole), document: whole }];
  });
}

/** Writes the typed module of the documents, from the part of the Admin API that the sandbox implements. */
export async function generateDocuments(): Promise<string> {
  const documents = readDocuments();
  const schema = visit(parse(readFileSync(schemaFile, "utf8")), {
    EnumTypeDefinition: (type) =>
      CODES.has(type.name.value) ? { kind: Kind.SCALAR_TYPE_DEFINITION, name: type.name } : undefined,
  });
  const types = await codegen({
    filename: output,
    schema,
    documents: documents.map(({ name, document }) => ({ location: name, document })),
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationTypes },
    config: {
      scalars,
      defaultScalarType: "unknown",
      skipTypename: true,
      enumType: "string-literal",
      immutableTypes: true,
    },
  });
  const constants = documents.map(({ name, operation, kind, text }) => {
    const typed = `${operation}${kind === "query" ? "Query" : "Mutation"}`;
    return `export const ${name}: AdminDocument<${typed}, ${typed}Variables> = { name: "${operation}", text: \`${text}\` };`;
  });
  const module = `// Written by "npm run documents" from the .graphql files beside it.
import type { AdminDocument } from "./admin-document.ts";

${onlyUsed(types)}

${constants.join("\n\n")}
`;
  return format(module, { parser: "typescript", printWidth: 120 });
}

/** Leaves out the helpers that no type of ours uses, and the exports that only this module uses. */
const onlyUsed = (types: string): string =>
  types
    .replace(/\/\*\* Internal type\. DO NOT USE DIRECTLY\. \*\/\s*export type Incremental<T> = [^;]*;/, "")
    .replace(/\/\*\* Internal type\. DO NOT USE DIRECTLY\. \*\/\s*/g, "")
    .replace(/^export type (?!Shopbell)/gm, "type ")
    .replace(/^export type (\w+Variables|\w+Mutation) /gm, "type $1 ");
