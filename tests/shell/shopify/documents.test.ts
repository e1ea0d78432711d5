import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  buildSchema,
  NoDeprecatedCustomRule,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type IntrospectionQuery,
} from "graphql";
import { describe, expect, test } from "vitest";
import { sourcesIn } from "#tests/support/source.ts";
import { generateDocuments, output, readDocuments } from "../../../bin/documents/generate.ts";

const WHOLE = new URL("../../../../shared/shopify/admin_2026-10.json.gz", import.meta.url);
const PRUNED = new URL("../../../sandbox/shopify/schema.graphql", import.meta.url);

const whole = (): GraphQLSchema => {
  const { data } = JSON.parse(gunzipSync(readFileSync(WHOLE)).toString("utf8")) as { data: IntrospectionQuery };
  return buildClientSchema(data);
};

const schemas: [name: string, read: () => GraphQLSchema][] = [
  ["the sandbox's Admin API", () => buildSchema(readFileSync(PRUNED, "utf8"))],
  ...(existsSync(WHOLE) ? [["the Admin API 2026-10", whole] as [string, () => GraphQLSchema]] : []),
];
if (!existsSync(WHOLE))
  process.stdout.write("GraphQL documents are not checked against the whole Admin API: its introspection is absent\n");

describe.for(schemas)("the app's GraphQL documents and %s", ([, read]) => {
  const schema = read();
  test.for(readDocuments().map((each) => [each.name, each] as const))("%s is valid", ([, { document }]) => {
    expect(validate(schema, document, specifiedRules).map(({ message }) => message)).toEqual([]);
  });
  test.for(readDocuments().map((each) => [each.name, each] as const))("%s names nothing deprecated", ([, each]) => {
    expect(validate(schema, each.document, [NoDeprecatedCustomRule]).map(({ message }) => message)).toEqual([]);
  });
});

test("the typed module is what the documents give", async () => {
  expect(await generateDocuments()).toBe(readFileSync(output, "utf8"));
});

test("each document has a name of its own", () => {
  const names = readDocuments().map(({ operation }) => operation);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name.startsWith("Shopbell"))).toBe(true);
});

test("no source has a document in it", () => {
  const outside = sourcesIn("app").filter(({ file }) => !file.startsWith("app/shell/shopify/documents/"));
  expect(outside.filter(({ text }) => /#graphql|userErrors \{/.test(text)).map(({ file }) => file)).toEqual([]);
});
