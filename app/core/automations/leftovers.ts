import { nearest } from "../conditions/nearest.ts";
import type { Problem } from "../problem.ts";
import { automationSchema, type JsonSchema } from "./schema.ts";

type Parts = Record<string, unknown>;
const isParts = (value: unknown): value is Parts => typeof value === "object" && value !== null;
const below = (path: string, key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);

/**
 * Settings in a document that nobody knows. A slip of the finger in "conditions" would otherwise let everybody in.
 * Looks by the schema, so that it tells of them in a document that cannot be read for other reasons too.
 */
export function leftoverProblems(document: unknown, schema: JsonSchema = automationSchema(), path = ""): Problem[] {
  const shape = shapeOf(document, schema);
  if (!shape) return [];
  if (Array.isArray(document))
    return shape.items ? document.flatMap((item, at) => leftoverProblems(item, shape.items, below(path, at))) : [];
  const { properties } = shape;
  if (!isParts(document) || !properties) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known) return leftoverProblems(value, known, below(path, key));
    if (shape.additionalProperties !== false) return [];
    const [near] = nearest(
      key,
      Object.keys(properties).filter((name) => !Object.hasOwn(document, name)),
    );
    return [
      {
        path: below(path, key),
        message: `is not known here; take it out${near ? `, or did you mean "${near}"?` : ""}`,
      },
    ];
  });
}

/**
 * Of several shapes that a value may have, the one that it means to have: by its type, else by the settings that it
 * names.
 */
function shapeOf(value: unknown, schema: JsonSchema): JsonSchema | undefined {
  if (schema.$ref) return shapeOf(value, automationSchema().$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {});
  const choices = schema.oneOf ?? schema.anyOf;
  if (!choices) return schema;
  const fitting = choices.filter(
    ({ properties }) =>
      isParts(value) && properties && (properties.type?.const === undefined || properties.type.const === value.type),
  );
  const shared = ({ properties = {} }: JsonSchema) =>
    Object.keys(isParts(value) ? value : {}).filter((key) => Object.hasOwn(properties, key)).length;
  return fitting.sort((a, b) => shared(b) - shared(a))[0];
}

/** Texts that no database keeps: with the character of code zero, or with half of a character that takes two. */
export function unstorableProblems(value: unknown, path = ""): Problem[] {
  if (typeof value === "string")
    return isKeepable(value) ? [] : [{ path, message: "holds a character that cannot be kept; write the text anew" }];
  if (!isParts(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    return isKeepable(key)
      ? unstorableProblems(part, below(path, key))
      : [{ path, message: "holds a name with a character that cannot be kept; write it anew" }];
  });
}

const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");
