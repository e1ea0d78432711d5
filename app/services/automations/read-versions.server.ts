import { isSameDefinition } from "#core/automations/canonical.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { countActiveSequences } from "#shell/repositories/automations/active-sequence-list.server.ts";
import { listVersions } from "#shell/repositories/automations/versions.server.ts";
import type { DefinitionChange } from "#text/changes/change.ts";
import { formatChanges } from "#text/changes/format-changes.ts";
import { text } from "#text/en.ts";
import { quoted } from "#text/sentence.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { nameActors } from "../team/parts/name-actors.server.ts";

const words = text.publish;
/** Number of changes in a version's note. */
const MAX_NAMED_CHANGES = 2;

/** A version number, or the draft. */
export type Side = number | "draft";

interface VersionLine {
  number: number;
  published: ShownMoment;
  by: string;
  /** Changes since the previous version, in one line. */
  note: string;
  /** Active sequences on this version. */
  inside: number;
  runs: boolean;
}

export interface VersionsView {
  automation: { id: string; name: string; archived: boolean };
  /** Newest first. */
  versions: VersionLine[];
  /** The draft differs from the newest version. */
  draftDiffers: boolean;
  compared: { from: Side; to: Side; changes: DefinitionChange[] | null } | null;
}

/**
 * An automation's versions, and the comparison of two of them.
 * @returns null if the shop has no such automation
 */
export async function readVersions(
  context: AppContext,
  shop: Shop,
  automationId: string,
  compared: { from?: Side | undefined; to?: Side | undefined },
): Promise<VersionsView | null> {
  const { pool } = context.db;
  const automation = await findAutomation(pool, shop.id, automationId);
  if (!automation) return null;
  const [rows, inside, nameOf] = await Promise.all([
    listVersions(pool, automation.id),
    countActiveSequences(pool, automation.id),
    nameActors(context, shop.id),
  ]);
  const now = context.clock.now();
  const people = new Map(inside.map((count) => [count.versionId, count.people]));
  const definitions = new Map<Side, Definition | null>([
    ["draft", definitionIn(automation.draft)],
    ...rows.map((row): [Side, Definition | null] => [row.version, definitionIn(row.definition)]),
  ]);
  const [newest] = rows;
  return {
    automation: { id: automation.id, name: automation.name, archived: automation.status === "archived" },
    versions: rows.map((row, at) => ({
      number: row.version,
      published: momentOf(row.createdAt, shop.timezone, now),
      by: nameOf(row.publishedBy),
      note: noteOf(
        definitions.get(row.version) ?? null,
        at === rows.length - 1 ? "none" : (definitions.get(rows[at + 1]?.version ?? 0) ?? null),
      ),
      inside: people.get(row.id) ?? 0,
      runs: row.id === automation.currentVersionId,
    })),
    draftDiffers:
      newest !== undefined && !isSame(definitions.get(newest.version) ?? null, definitions.get("draft") ?? null),
    compared: compare(definitions, compared.from ?? rows[1]?.version, compared.to ?? newest?.version),
  };
}

const definitionIn = (document: unknown): Definition | null => {
  const read = readDefinition(document);
  return "problems" in read ? null : read.definition;
};
const isSame = (one: Definition | null, other: Definition | null): boolean =>
  one !== null && other !== null && isSameDefinition(one, other);

function noteOf(definition: Definition | null, before: Definition | null | "none"): string {
  if (before === "none") return words.versionFirst;
  if (!definition || !before) return words.versionUnreadable;
  const changes = formatChanges(before, definition).map(
    ({ kind, what, details }) =>
      `${words.change[kind]}: ${kind === "settings" ? details.map(({ label }) => label).join(", ") : quoted(what)}`,
  );
  return changes.length === 0
    ? words.versionSame
    : words.note(changes.slice(0, MAX_NAMED_CHANGES), Math.max(0, changes.length - MAX_NAMED_CHANGES));
}

function compare(
  definitions: ReadonlyMap<Side, Definition | null>,
  from: Side | undefined,
  to: Side | undefined,
): VersionsView["compared"] {
  if (from === undefined || to === undefined || !definitions.has(from) || !definitions.has(to)) return null;
  const [before, after] = [definitions.get(from), definitions.get(to)];
  return { from, to, changes: before && after ? formatChanges(before, after) : null };
}
