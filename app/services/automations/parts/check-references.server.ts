import { isStartable, referencesOf, type NamedReference } from "#core/automations/references.ts";
import type { Problem } from "#core/problem.ts";
import { isLive } from "#core/segments/segment.ts";
import type { SegmentKind } from "#core/statuses.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findAutomations, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { findSegments } from "#shell/repositories/segments/segments.server.ts";

/**
 * Problems with the segments and automations that a definition references: missing in the shop, archived, or not
 * startable by another automation.
 */
export async function checkReferences(sql: Sql, shopId: string, definition: NamedReference): Promise<Problem[]> {
  const references = referencesOf(definition);
  const idsOf = (kind: (typeof references)[number]["to"]) =>
    references.filter(({ to }) => to === kind).map(({ id }) => id);
  const automations = new Map((await findAutomations(sql, shopId, idsOf("automation"))).map((row) => [row.id, row]));
  const segmentIds = idsOf("segment");
  const segments = segmentIds.length > 0 ? await findSegments(sql, shopId, segmentIds) : new Map();
  return references.flatMap(({ to, path, id }) => {
    if (to === "segment")
      return segmentProblem(path, segments.get(id.toLowerCase())).map((message) => ({ path, message }));
    const message = referenceProblem(automations.get(id.toLowerCase()));
    return message ? [{ path, message }] : [];
  });
}

function segmentProblem(path: string, segment: { name: string; kind: SegmentKind } | undefined): string[] {
  if (!segment) return ["names no segment of this shop; choose one of its own"];
  return path.startsWith("steps.") && isLive(segment)
    ? [`names “${segment.name}”, whose members follow from it; choose a segment that is filled by hand and by steps`]
    : [];
}

function referenceProblem(automation: AutomationRow | undefined): string | null {
  if (!automation) return "names no automation of this shop; choose one of its own";
  if (automation.status === "archived") return `names “${automation.name}”, which is archived; choose another`;
  if (isStartable(automation.trigger)) return null;
  return (
    `names “${automation.name}”, which starts with “${triggerOf(automation.trigger).label}”; ` +
    "choose one that is started by hand"
  );
}
