/**
 * Writes schema.graphql, the implemented part of the Admin API, from its introspection. `node sandbox/shopify/prune.ts
 * <introspection.json or .json.gz>`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  lexicographicSortSchema,
  printSchema,
  specifiedDirectives,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from "graphql";
import { implementedFields } from "./kept.ts";

function read(path: string): GraphQLSchema {
  const bytes = readFileSync(path);
  const { data } = JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as {
    data: IntrospectionQuery;
  };
  return buildClientSchema(data);
}

type Fields = Record<string, GraphQLField<unknown, unknown>>;

/**
 * The kept fields of a type, with the types of their arguments.
 * @throws Error for names that the API lacks
 */
function pruneFields(name: string, fields: Fields): GraphQLNamedType[] {
  const fieldsOfType = implementedFields[name] ?? [];
  for (const field of fieldsOfType) if (!fields[field]) throw new Error(`the API has no ${name}.${field}`);
  for (const field of Object.keys(fields)) if (!fieldsOfType.includes(field)) delete fields[field];
  return Object.values(fields).flatMap((field) => [
    getNamedType(field.type),
    ...field.args.map(({ type }) => getNamedType(type)),
  ]);
}

/** Traverses the kept types from the roots, and returns their names. */
function prune(schema: GraphQLSchema): Set<string> {
  const met = new Set<string>();
  const ahead: GraphQLNamedType[] = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  for (let type = ahead.pop(); type; type = ahead.pop()) {
    if (met.has(type.name)) continue;
    met.add(type.name);
    if (isObjectType(type) || isInterfaceType(type)) {
      ahead.push(...pruneFields(type.name, type.getFields()));
      if (type.getFields() && Object.keys(type.getFields()).length === 0)
        throw new Error(`nothing kept of ${type.name}`);
      const interfaces = type.getInterfaces().filter(({ name }) => implementedFields[name]);
      Object.assign(type, { getInterfaces: () => interfaces });
      ahead.push(...interfaces);
    } else if (isUnionType(type)) {
      const members = type.getTypes().filter((member) => implementedFields[type.name]?.includes(member.name));
      if (members.length === 0) throw new Error(`nothing kept of ${type.name}`);
      Object.assign(type, { getTypes: () => members });
      ahead.push(...members);
    } else if (isInputObjectType(type)) {
      ahead.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)));
    }
  }
  return met;
}

function withoutDescriptions(type: GraphQLNamedType): void {
  type.description = undefined;
  const parts = isEnumType(type)
    ? type.getValues()
    : isScalarType(type)
      ? []
      : "getFields" in type
        ? Object.values(type.getFields())
        : [];
  for (const part of parts) {
    part.description = undefined;
    if ("args" in part) for (const argument of part.args) argument.description = undefined;
  }
}

const [path] = process.argv.slice(2);
if (!path) throw new Error("usage: node sandbox/shopify/prune.ts <introspection.json or .json.gz>");
const schema = read(path);
const met = prune(schema);
for (const name of Object.keys(implementedFields))
  if (!met.has(name)) throw new Error(`${name} is kept, but nothing leads to it`);
const types = schema.getTypeMap();
for (const [name, type] of Object.entries(types)) {
  if (met.has(name)) withoutDescriptions(type);
  else if (!name.startsWith("__")) delete types[name];
}
Object.assign(schema, { description: undefined, getDirectives: () => specifiedDirectives });
writeFileSync(
  fileURLToPath(new URL("schema.graphql", import.meta.url)),
  `${printSchema(lexicographicSortSchema(schema))}\n`,
);
