import { inflateSync } from "node:zlib";
import type { AppContext } from "#shell/context.server.ts";
import {
  personalDataSections,
  readPersonalData,
  type PersonalDataRow,
} from "#shell/repositories/consent/personal-data.server.ts";
import { text } from "#text/en.ts";

const words = text.privacy.bundle;
const PAGE_SIZE = 500;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (value: string): string => value.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
/** JSON inside a script element must not close it. */
const embed = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Columns that tell nothing of the person. */
const INTERNAL = ["shopId", "addressHash", "leaseUntil", "fence", "token"];

function plainRow({ row, payload }: PersonalDataRow): Record<string, unknown> {
  const kept = Object.entries(row).filter(([key, value]) => value !== null && !INTERNAL.includes(key));
  const body = payload ? { body: JSON.parse(inflateSync(payload).toString("utf8")) as unknown } : {};
  return { ...Object.fromEntries(kept), ...body };
}

const cellOf = (value: unknown): string => escape(typeof value === "string" ? value : JSON.stringify(value));

const tableRow = (row: Record<string, unknown>): string =>
  `<table>${Object.entries(row)
    .map(([key, value]) => `<tr><th>${escape(key)}</th><td>${cellOf(value)}</td></tr>`)
    .join("")}</table>\n`;

/**
 * Writes all that is kept about a person as one HTML file: a section for each kind of row to read, and the same rows as
 * JSON beside it, in script elements of the type `application/json`.
 */
export async function* writeBundle(
  { db }: Pick<AppContext, "db">,
  customerIds: readonly string[],
  { shop, made }: { shop: string; made: string },
): AsyncGenerator<string, undefined> {
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escape(words.title(shop))}</title>
<style>body{font:14px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:0 0 1rem;table-layout:fixed}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:12rem;font-weight:600}</style>
</head><body><h1>${escape(words.title(shop))}</h1><p>${escape(words.made(made))}</p>\n`;
  for (const section of personalDataSections) {
    yield `<h2>${escape(words.sections[section])}</h2>\n`;
    let rows = 0;
    for (let after: string | null = null, isLast = false; !isLast;) {
      const page: PersonalDataRow[] = await readPersonalData(db.pool, section, customerIds, {
        after,
        limit: PAGE_SIZE,
      });
      const plain = page.map(plainRow);
      rows += page.length;
      if (page.length > 0)
        yield `${plain.map(tableRow).join("")}<script type="application/json" data-section="${section}">${embed(plain)}</script>\n`;
      after = page.at(-1)?.key ?? null;
      isLast = page.length < PAGE_SIZE;
    }
    if (rows === 0) yield `<p>${escape(words.none)}</p>\n`;
  }
  yield "</body></html>\n";
}
