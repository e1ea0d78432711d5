import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { SequenceStatus } from "#core/statuses.ts";
import type { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countActiveSequences,
  pageActiveSequences,
  type ActiveSequenceRow,
} from "#shell/repositories/automations/active-sequence-list.server.ts";
import { nameStepOf } from "#text/changes/name-step.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const PAGE_SIZE = 10;

/** One active sequence, as a list row. */
interface ActiveSequenceView {
  /** `AutomationSequence.id`. */
  id: string;
  status: SequenceStatus;
  customer: { name: string | null; phone: string | null };
  /** Name of the step at which the sequence waits; null between two steps. */
  step: string | null;
  version: number;
  entered: ShownMoment;
  /** When the sequence reached the step. */
  since: ShownMoment | null;
  due: ShownMoment | null;
  /** Deferral reason as a label; null if the step is not deferred. */
  waits: string | null;
  /** Whether the outcome of its text is unknown. */
  unknown: boolean;
  held: boolean;
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
  const now = context.clock.now();
  return {
    ...page,
    total: counts.reduce((sum, { people }) => sum + people, 0),
    rows: page.rows.map((row) => {
      const definition = definitions.get(row.versionId);
      return toView(row, row.stepId && definition ? nameStepOf(definition, row.stepId) : row.stepId, (at) =>
        momentOf(at, shop.timezone, now),
      );
    }),
  };
}

function toView(
  {
    id,
    status,
    firstName,
    lastName,
    phone,
    version,
    startedAt,
    since,
    dueAt,
    waitsFor,
    unknown,
    held,
  }: ActiveSequenceRow,
  step: string | null,
  moment: (at: Temporal.Instant) => ShownMoment,
): ActiveSequenceView {
  return {
    id,
    status,
    customer: { name: [firstName, lastName].filter(Boolean).join(" ") || null, phone: phone && showPhone(phone) },
    step,
    version,
    entered: moment(startedAt),
    since: since && moment(since),
    due: dueAt && moment(dueAt),
    waits: waitsFor && formatReason(waitsFor).label,
    unknown,
    held: held ?? false,
  };
}

/** This release cannot read the version: steps appear by their ids. */
const noDefinitions = (): Awaited<ReturnType<AppContext["definitions"]>> => new Map();
