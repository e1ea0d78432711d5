import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { describe, expect, test } from "vitest";
import { flowPayload, flowTriggerHandles } from "#core/automations/flow-triggers.ts";

const ROOT = path.resolve(import.meta.dirname, "../../extensions");
const read = (...parts: string[]) => readFileSync(path.join(ROOT, ...parts), "utf8");
const valuesOf = (toml: string, key: string) =>
  [...toml.matchAll(new RegExp(`^${key} = "(.*)"$`, "gm"))].map(([, value]) => value ?? "");

const extensions = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, toml: read(name, "shopify.extension.toml") }));
const ofType = (type: string) => extensions.filter(({ toml }) => valuesOf(toml, "type")[0] === type);
const handleOf = ({ toml }: { toml: string }) => valuesOf(toml, "handle")[0] ?? "";

/** Shopify refuses a larger script of a UI extension. */
const MAX_BYTES = 64 * 1_024;

describe("the extensions", () => {
  test("have handles that Shopify takes, each its own", () => {
    const handles = extensions.map(handleOf);
    expect(handles.filter((handle) => !/^[a-z0-9-]{1,30}$/.test(handle))).toEqual([]);
    expect(new Set(handles).size).toBe(extensions.length);
    expect(extensions.length).toBe(10);
  });

  test("the triggers for Flow name the fields that the app sends", () => {
    const triggers = ofType("flow_trigger");
    expect(triggers.map(handleOf).toSorted()).toEqual([...flowTriggerHandles].toSorted());
    for (const { toml } of triggers) {
      const handle = flowTriggerHandles.find((one) => one === handleOf({ toml }));
      const facts = { id: "1", shopifyId: "1", automation: "a", message: "m", source: "s" };
      const payload = handle ? flowPayload({ handle, ...facts }) : {};
      expect(["customer_id", ...valuesOf(toml, "key")].toSorted()).toEqual(Object.keys(payload).toSorted());
      expect(toml).toContain('type = "customer_reference"');
    }
  });

  test("the actions for Flow call the app at its address, for a customer", () => {
    const [address] = valuesOf(readFileSync(path.join(ROOT, "../shopify.app.toml"), "utf8"), "application_url");
    const actions = ofType("flow_action");
    expect(actions.map(handleOf).toSorted()).toEqual(["send-text", "start-automation"]);
    for (const { toml } of actions) {
      expect(valuesOf(toml, "runtime_url")).toEqual([`${address}/flow/action`]);
      expect(toml).toMatch(/type = "customer_reference"\nrequired = true/);
    }
  });

  const modules = ofType("ui_extension").flatMap(({ name, toml }) =>
    valuesOf(toml, "module").map((module) => path.join(ROOT, name, module)),
  );
  test.each(modules.map((module) => [path.basename(module), module]))(
    "%s bundles into a small script",
    async (_name, entry) => {
      expect(existsSync(entry)).toBe(true);
      const result = await build({
        configFile: false,
        logLevel: "error",
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        build: { write: false, minify: true, lib: { entry, formats: ["es"] } },
      });
      const [output] = [result].flat().flatMap((made) => ("output" in made ? made.output : []));
      const code = output?.type === "chunk" ? output.code : "";
      // What only says whether to show an action draws nothing.
      if (!entry.includes("shouldRender")) expect(code).toMatch(/s-admin-(block|action)/);
      expect(code).not.toMatch(/^import /m);
      expect(Buffer.byteLength(code)).toBeLessThan(MAX_BYTES);
    },
  );

  test("the words of each language have the keys of English", () => {
    const keys = (value: unknown, at = ""): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${at}.${key}`))
        : [at];
    for (const { name } of extensions.filter((one) => existsSync(path.join(ROOT, one.name, "locales")))) {
      const files = readdirSync(path.join(ROOT, name, "locales"));
      for (const kind of [".json", ".schema.json"]) {
        const ofKind = files.filter((file) => file.endsWith(".schema.json") === (kind === ".schema.json"));
        const lists = ofKind.map((file) => keys(JSON.parse(read(name, "locales", file))));
        for (const list of lists) expect(list).toEqual(lists[0]);
      }
    }
  });
});
