/** As much of a JSON Schema as ours use. */
export interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  [other: string]: unknown;
}

const READ = new Set(
  (
    "type const enum properties required additionalProperties propertyNames items minItems maxItems " +
    "minLength maxLength minimum maximum pattern anyOf oneOf $ref $defs"
  ).split(" "),
);
/** What tells a reader something, and refuses nothing that matters here. */
const SAID = new Set(["$schema", "$id", "id", "title", "description", "default", "format"]);

type Parts = Record<string, unknown>;
const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const types: Record<string, (value: unknown) => boolean> = {
  object: isParts,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

/**
 * Whether a schema allows a value.
 * @throws at a word of a schema that this reader does not know, so that nothing is skipped
 */
export function allows(schema: Schema, value: unknown, root: Schema = schema): boolean {
  for (const word of Object.keys(schema))
    if (!READ.has(word) && !SAID.has(word)) throw new Error(`a schema says "${word}"`);
  const under = (other: Schema, part: unknown) => allows(other, part, root);
  if (schema.$ref) return under(root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? { $ref: "nowhere" }, value);
  if (schema.type !== undefined && ![schema.type].flat().some((type) => types[type]?.(value))) return false;
  if ("const" in schema && schema.const !== value) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (schema.anyOf && !schema.anyOf.some((choice) => under(choice, value))) return false;
  if (schema.oneOf && schema.oneOf.filter((choice) => under(choice, value)).length !== 1) return false;
  if (typeof value === "string") {
    const { minLength = 0, maxLength = Infinity, pattern = "" } = schema;
    const characters = Array.from(value).length;
    if (characters < minLength || characters > maxLength || !new RegExp(pattern, "u").test(value)) return false;
  }
  if (typeof value === "number" && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    return false;
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) return false;
    const { items } = schema;
    return !items || value.every((item) => under(items, item));
  }
  if (!isParts(value)) return true;
  const { properties = {}, required = [], additionalProperties = true, propertyNames = {} } = schema;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, part]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known) return under(known, part);
      return (
        under(propertyNames, name) &&
        (typeof additionalProperties === "boolean" ? additionalProperties : under(additionalProperties, part))
      );
    })
  );
}
