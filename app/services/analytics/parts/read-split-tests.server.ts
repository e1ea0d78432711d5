import { compareSplit, sharesSince, splitsOf, type SplitComparison } from "#core/analytics/split-test.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { placementOf } from "#core/automations/outline.ts";
import { COUNTS_FOR_HOURS } from "#core/analytics/group-figures.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readSplitFigures } from "#shell/repositories/analytics/split-entries.server.ts";
import { listVersions } from "#shell/repositories/automations/versions.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../../team/require-staff.server.ts";

/** What a split of an automation shows so far. */
export interface SplitTest extends SplitComparison {
  stepId: string;
  name: string | null;
  /** When it got its present arms and shares: people who came before do not count. */
  since: ShownMoment;
  currency: string;
  /** The automation is off, and everyone's days are over: the figures no longer change. */
  isOver: boolean;
  /** Steps follow after the branches: the holdout gets those as well. */
  goesOn: boolean;
}

const definitionIn = (document: unknown): Definition | null => {
  const read = readDefinition(document);
  return "problems" in read ? null : read.definition;
};

/** Reads what the splits of an automation's published version have shown. */
export async function readSplitTests(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Pick<Shop, "id" | "timezone" | "currency">,
  { automationId, published, isOn }: { automationId: string; published: Definition | null; isOn: boolean },
): Promise<SplitTest[]> {
  const splits = published ? splitsOf(published) : [];
  if (splits.length === 0) return [];
  const now = clock.now();
  const currency = shop.currency ?? "USD";
  const versions = (await listVersions(db.pool, automationId)).map(({ definition, createdAt }) => ({
    definition: definitionIn(definition),
    createdAt,
  }));
  const tests = splits.map(async ({ id, name, arms }): Promise<SplitTest[]> => {
    const since = sharesSince(versions, id);
    if (!since) return [];
    const { byArm, lastAt } = await readSplitFigures(db.pool, { automationId, stepId: id, since, currency });
    const isOver =
      !isOn && lastAt !== null && Temporal.Instant.compare(lastAt.add({ hours: COUNTS_FOR_HOURS }), now) <= 0;
    return [
      {
        ...compareSplit(arms ?? [], byArm, { isOver }),
        stepId: id,
        name: name ?? null,
        since: momentOf(since, shop.timezone, now),
        currency,
        isOver,
        goesOn: published !== null && placementOf(published, id)?.next !== null,
      },
    ];
  });
  return (await Promise.all(tests)).flat();
}
