import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { Simulation } from "#core/simulation/simulation.ts";
import type { Instant } from "#core/time/time.ts";
import { library, libraryEntry } from "#library/index.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { listAutomations, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { pastVersions } from "#shell/repositories/simulation/backtest-history.server.ts";

/** The definition to test: a document, or a library key, automation id or automation name. */
export type BacktestTarget =
  { document: unknown } | { key: string; /** Test the draft instead of the published versions. */ draft?: boolean };

export interface BacktestSubject {
  name: string;
  source: "document" | "library" | "draft" | "automation";
  /** The shop's automation; null if it has none. */
  automationId: string | null;
  versions: Simulation["versions"];
  /** The newest version. */
  definition: Definition;
}

/** @throws Error with a message for merchants, if the target does not exist or is invalid */
export async function findBacktestSubject(
  sql: Sql,
  shopId: string,
  target: BacktestTarget,
  since: Instant,
): Promise<BacktestSubject> {
  if ("document" in target) return singleVersion("document", null, parseOrThrow(target.document, "the file"), since);
  const { key } = target;
  const automations = await listAutomations(sql, shopId);
  const automation =
    automations.find(({ id, libraryKey }) => id === key || libraryKey === key) ??
    automations.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (automation)
    return target.draft
      ? singleVersion(
          "draft",
          automation.id,
          parseOrThrow(automation.draft, `the draft of “${automation.name}”`),
          since,
        )
      : publishedVersions(sql, automation, since);
  const entry = libraryEntry(key);
  if (entry) return singleVersion("library", null, entry.definition, since);
  throw new Error(
    `there is no automation "${key}" in the shop, nor in the library; ` +
      `the library has ${library.map((each) => each.key).join(", ")}`,
  );
}

const singleVersion = (
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

/** Each version from its publication on. */
async function publishedVersions(sql: Sql, automation: AutomationRow, since: Instant): Promise<BacktestSubject> {
  const rows = await pastVersions(sql, automation.id);
  const versions = rows.map((row) => ({
    ...row,
    definition: parseOrThrow(row.definition, `a version of “${automation.name}”`),
  }));
  const definition = versions.at(-1)?.definition;
  if (!definition)
    return singleVersion(
      "draft",
      automation.id,
      parseOrThrow(automation.draft, `the draft of “${automation.name}”`),
      since,
    );
  return { name: automation.name, source: "automation", automationId: automation.id, versions, definition };
}

function parseOrThrow(document: unknown, what: string): Definition {
  const result = readDefinition(document);
  if ("problems" in result)
    throw new Error(
      `${what} cannot be run:\n${result.problems.map(({ path, message }) => `  ${path ? `${path} ` : ""}${message}`).join("\n")}`,
    );
  return result.definition;
}
