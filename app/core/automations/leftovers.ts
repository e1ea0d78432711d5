import { nearest } from "../conditions/nearest.ts";
import type { Problem } from "../problem.ts";
import { automationSchema, type JsonSchema } from "./schema.ts";

type PlainObject = Record<string, unknown>;
const isObject = (value: unknown): value is PlainObject => typeof value === "object" && value !== null;
const joinPath = (path: string, key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);

/**
 * Reports unknown settings. Without this check, a typo in "conditions" would let every customer enter. Works on the
 * JSON Schema, so that it also covers documents that do not parse.
 */
export function leftoverProblems(document: unknown, schema: JsonSchema = automationSchema(), path = ""): Problem[] {
  const shape = shapeOf(document, schema);
  if (!shape) return [];
  if (Array.isArray(document))
    return shape.items ? document.flatMap((item, at) => leftoverProblems(item, shape.items, joinPath(path, at))) : [];
  const { properties } = shape;
  if (!isObject(document) || !properties) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known) return leftoverProblems(value, known, joinPath(path, key));
    if (shape.additionalProperties !== false) return [];
    const [near] = nearest(
      key,
      Object.keys(properties).filter((name) => !Object.hasOwn(document, name)),
    );
    return [
      {
        path: joinPath(path, key),
        message: `is not known here; take it out${near ? `, or did you mean "${near}"?` : ""}`,
      },
    ];
  });
}

/** Chooses the alternative of a union that a value is meant to be: by its type, else by its settings. */
function shapeOf(value: unknown, schema: JsonSchema): JsonSchema | undefined {
  if (schema.$ref) return shapeOf(value, automationSchema().$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {});
  const choices = schema.oneOf ?? schema.anyOf;
  if (!choices) return schema;
  const candidates = choices.filter(
    ({ properties }) =>
      isObject(value) && properties && (properties.type?.const === undefined || properties.type.const === value.type),
  );
  const shared = ({ properties = {} }: JsonSchema) =>
    Object.keys(isObject(value) ? value : {}).filter((key) => Object.hasOwn(properties, key)).length;
  return candidates.sort((a, b) => shared(b) - shared(a))[0];
}

/** Reports texts that PostgreSQL cannot store: with a null character or a lone surrogate. */
export function unstorableProblems(value: unknown, path = ""): Problem[] {
  if (typeof value === "string")
    return isStorable(value)
      ? []
      : [{ path, message: "holds a character that cannot be stored; write the text again" }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    return isStorable(key)
      ? unstorableProblems(part, joinPath(path, key))
      : [{ path, message: "holds a name with a character that cannot be stored; write it again" }];
  });
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");
