import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { Simulation } from "#core/simulation/simulation.ts";
import type { Instant } from "#core/time/time.ts";
import { library, libraryEntry } from "#library/index.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { listAutomations, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { pastVersions } from "#shell/repositories/simulation/backtest-history.server.ts";

/** What is to be put to the test: a document, or what a library key, an automation's id or its name stands for. */
export type BacktestTarget =
  { document: unknown } | { key: string; /** What is being edited, instead of what is published. */ draft?: boolean };

export interface BacktestSubject {
  name: string;
  source: "document" | "library" | "draft" | "automation";
  /** Of the shop's own automation; null where it has none of this. */
  automationId: string | null;
  versions: Simulation["versions"];
  /** The newest of them. */
  definition: Definition;
}

/** @throws Error with a line for people, where there is no such thing or it is not sound */
export async function findBacktestSubject(
  sql: Sql,
  shopId: string,
  given: BacktestTarget,
  since: Instant,
): Promise<BacktestSubject> {
  if ("document" in given) return whole("document", null, sound(given.document, "the file"), since);
  const { key } = given;
  const automations = await listAutomations(sql, shopId);
  const automation =
    automations.find(({ id, libraryKey }) => id === key || libraryKey === key) ??
    automations.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (automation)
    return given.draft
      ? whole("draft", automation.id, sound(automation.draft, `the draft of “${automation.name}”`), since)
      : published(sql, automation, since);
  const entry = libraryEntry(key);
  if (entry) return whole("library", null, entry.definition, since);
  throw new Error(
    `there is no automation "${key}" in the shop, nor in the library; the library has ${library.map((each) => each.key).join(", ")}`,
  );
}

const whole = (
  source: BacktestSubject["source"],
  automationId: string | null,
  definition: Definition,
  since: Instant,
): BacktestSubject => ({
  name: definition.name,
  source,
  automationId,
  versions: [{ id: source, since, definition }],
  definition,
});

/** As it ran: each version from its publication on. */
async function published(sql: Sql, automation: AutomationRow, since: Instant): Promise<BacktestSubject> {
  const rows = await pastVersions(sql, automation.id);
  const versions = rows.map((row) => ({
    ...row,
    definition: sound(row.definition, `a version of “${automation.name}”`),
  }));
  const definition = versions.at(-1)?.definition;
  if (!definition)
    return whole("draft", automation.id, sound(automation.draft, `the draft of “${automation.name}”`), since);
  return { name: automation.name, source: "automation", automationId: automation.id, versions, definition };
}

function sound(document: unknown, what: string): Definition {
  const result = readDefinition(document);
  if ("problems" in result)
    throw new Error(
      `${what} cannot be run:\n${result.problems.map(({ path, message }) => `  ${path ? `${path} ` : ""}${message}`).join("\n")}`,
    );
  return result.definition;
}
