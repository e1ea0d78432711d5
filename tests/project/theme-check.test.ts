import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { check, JSONValidator, toSchema, toSourceCode, type Dependencies } from "@shopify/theme-check-common";
import { getThemeAndConfig, NodeFileSystem } from "@shopify/theme-check-node";
import { expect, test } from "vitest";

const EXTENSION = path.resolve(import.meta.dirname, "../../extensions/opt-in-form");

/** Theme check's documents, from its package: its own loader would look for newer ones on the internet. */
const documents = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@shopify/theme-check-docs-updater/package.json")),
  "data",
);
const document = (name: string): unknown => JSON.parse(readFileSync(path.join(documents, `${name}.json`), "utf8"));
const manifest = document("manifest_theme_app_extension") as { schemas: { uri: string; fileMatch?: string[] }[] };

const docs = {
  themeDocset: {
    filters: async () => document("filters"),
    objects: async () => document("objects"),
    liquidDrops: async () => document("objects"),
    tags: async () => document("tags"),
    systemTranslations: async () => document("shopify_system_translations"),
  },
  jsonValidationSet: {
    schemas: async () =>
      manifest.schemas.map(({ uri, fileMatch }) => ({
        uri: `https://raw.githubusercontent.com/Shopify/theme-liquid-docs/main/schemas/${uri}`,
        fileMatch,
        schema: JSON.stringify(document(path.basename(uri, ".json"))),
      })),
  },
} as Pick<Dependencies, "themeDocset" | "jsonValidationSet">;

/** What theme check says of the extension; `change` replaces the block's source. */
async function offensesOf(change: (block: string) => string = (block) => block): Promise<string[]> {
  const { theme, config } = await getThemeAndConfig(EXTENSION, "theme-check:theme-app-extension");
  const sources = theme.map((file) =>
    file.uri.endsWith(".liquid") ? toSourceCode(file.uri, change(file.source)) : file,
  );
  const isValid = (await JSONValidator.create(docs.jsonValidationSet, config))?.isValid;
  const schemaOf = (name: string) => {
    const source = sources.find(({ uri }) => uri.endsWith(`/${name}.liquid`));
    return source && toSchema(config.context, source.uri, source, isValid);
  };
  const offenses = await check(sources, config, {
    fs: NodeFileSystem,
    ...docs,
    getBlockSchema: async (name) => schemaOf(name) as never,
    getAppBlockSchema: async (name) => schemaOf(name) as never,
  });
  return offenses.map(({ check: rule, message }) => `${rule}: ${message}`).toSorted();
}

test("Shopify's theme check finds nothing in the opt-in form", async () => {
  expect(await offensesOf()).toEqual([]);
});

test("theme check sees the block, its words and Shopify's filters", async () => {
  expect(await offensesOf((block) => block.replace(/\{% schema[\s\S]*/, ""))).toEqual([
    expect.stringContaining("AppBlockMissingSchema"),
  ]);
  expect(await offensesOf((block) => block.replace("'form.country' | t", "'form.land' | t | shout"))).toEqual([
    expect.stringContaining("form.land"),
    expect.stringContaining("shout"),
  ]);
});

test("the form's script and style sheet are small", () => {
  const size = (asset: string) => readFileSync(path.join(EXTENSION, "assets", asset)).byteLength;
  expect(size("opt-in-form.js")).toBeLessThan(5_000);
  expect(size("opt-in-form.css")).toBeLessThan(5_000);
});
