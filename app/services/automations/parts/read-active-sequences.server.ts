import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import type { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countActiveSequences,
  pageActiveSequences,
  type ActiveSequenceRow,
} from "#shell/repositories/automations/active-sequence-list.server.ts";
import { nameStepOf } from "#text/changes/name-step.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { readRunStates } from "#services/engine/parts/read-run-states.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const PAGE_SIZE = 10;

/** One active sequence, as a list row. */
interface ActiveSequenceView {
  /** `AutomationSequence.id`. */
  id: string;
  run: RunStanding;
  customer: { name: string | null; phone: string | null };
  /** Name of the step at which the sequence waits; null between two steps. */
  step: string | null;
  version: number;
  entered: ShownMoment;
  /** When the sequence reached the step. */
  since: ShownMoment | null;
  /** When the step is due, unless it is held. */
  due: ShownMoment | null;
}

export interface ActiveSequences extends PageOf<ActiveSequenceView> {
  total: number;
}

/** One page of an automation's active sequences, latest entry first. */
export async function readActiveSequences(
  context: AppContext,
  shop: Shop,
  automationId: string,
  position: PagePosition,
): Promise<ActiveSequences> {
  const { pool } = context.db;
  const [found, counts] = await Promise.all([
    pageActiveSequences(pool, automationId, PAGE_SIZE + 1, rowBeyond(position)),
    countActiveSequences(pool, automationId),
  ]);
  const page = pageOf(found, PAGE_SIZE, position, ({ startedAt: at, id }) => writeTimeCursor({ at, id }));
  const definitions = await context
    .definitions(
      pool,
      page.rows.map(({ versionId }) => versionId),
    )
    .catch(noDefinitions);
  const runs = await readRunStates(
    context,
    page.rows.map(({ id }) => id),
  );
  const now = context.clock.now();
  return {
    ...page,
    total: counts.reduce((sum, { people }) => sum + people, 0),
    rows: page.rows.flatMap((row) => {
      const definition = definitions.get(row.versionId);
      const run = runs.get(row.id);
      if (!run) return [];
      return toView(row, run, row.stepId && definition ? nameStepOf(definition, row.stepId) : row.stepId, (at) =>
        momentOf(at, shop.timezone, now),
      );
    }),
  };
}

function toView(
  { id, firstName, lastName, phone, version, startedAt, since, dueAt, held }: ActiveSequenceRow,
  run: RunStanding,
  step: string | null,
  moment: (at: Temporal.Instant) => ShownMoment,
): ActiveSequenceView {
  return {
    id,
    run,
    customer: { name: [firstName, lastName].filter(Boolean).join(" ") || null, phone: phone && showPhone(phone) },
    step,
    version,
    entered: moment(startedAt),
    since: since && moment(since),
    due: held ? null : dueAt && moment(dueAt),
  };
}

/** This release cannot read the version: steps appear by their ids. */
const noDefinitions = (): Awaited<ReturnType<AppContext["definitions"]>> => new Map();
