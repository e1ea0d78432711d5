import { readFileSync } from "node:fs";
import { Liquid, type Template } from "liquidjs";
import { Html, html } from "../../html.ts";
import type { Scene } from "../../scene.ts";

const EXTENSION = new URL("../../../extensions/opt-in-form/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, EXTENSION), "utf8");

/** The countries that the store sells to. */
const COUNTRIES = [
  { iso_code: "CA", name: "Canada" },
  { iso_code: "FR", name: "France" },
  { iso_code: "DE", name: "Germany" },
  { iso_code: "GB", name: "United Kingdom" },
  { iso_code: "US", name: "United States" },
];

/** The tag that holds a block's settings as JSON. It writes nothing. */
const SCHEMA = /\{% schema %\}([\s\S]*)\{% endschema %\}/;

let parsed: { engine: Liquid; template: Template[]; settings: Record<string, unknown> } | undefined;

function block() {
  if (parsed) return parsed;
  const engine = new Liquid();
  const words = JSON.parse(read("locales/en.default.json")) as unknown;
  engine.registerFilter("t", (path: string) => wordAt(words, path));
  const source = read("blocks/opt-in-form.liquid");
  const [, schema = "{}"] = SCHEMA.exec(source) ?? [];
  const { settings = [] } = JSON.parse(schema) as { settings?: { id: string; default?: unknown }[] };
  parsed = {
    engine,
    template: engine.parse(source.replace(SCHEMA, "")),
    settings: Object.fromEntries(settings.map(({ id, default: value }) => [id, value])),
  };
  return parsed;
}

function wordAt(words: unknown, path: string): string {
  const word = path
    .split(".")
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], words);
  return typeof word === "string" ? word : path;
}

/** The app's block as the store's theme shows it; it shows nothing while the app takes no opt-ins. */
export function appBlock({ store, options }: Scene): Html {
  const { engine, template, settings } = block();
  const metafields: Record<string, Record<string, { value: unknown }>> = {};
  for (const { namespace, key, value } of store.appMetafields)
    (metafields[namespace] ??= {})[key] = { value: JSON.parse(value) as unknown };
  const shown = engine.renderSync(template, {
    app: { metafields },
    block: { id: "opt-in", settings, shopify_attributes: "" },
    localization: { country: { iso_code: store.shop.address.countryCode }, available_countries: COUNTRIES },
    request: { origin: options.appUrl, path: "/sandbox/store" },
    shop: { name: store.shop.name },
  }) as string;
  return html`<section class="app-block">${new Html(shown)}</section>`;
}
