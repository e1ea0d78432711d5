import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { SequenceStatus } from "#core/statuses.ts";
import type { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  countActiveSequences,
  pageActiveSequences,
  type ActiveSequenceRow,
} from "#shell/repositories/automations/customers-inside.server.ts";
import { nameStepOf } from "#text/changes/name-step.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "../team/require-staff.server.ts";

const PAGE_SIZE = 10;

/** Somebody inside an automation, as a line of their list. */
interface InsideRow {
  /** Of the sequence. */
  id: string;
  status: SequenceStatus;
  customer: { name: string | null; phone: string | null };
  /** The step they wait at, in words; null between two steps. */
  step: string | null;
  version: number;
  entered: ShownMoment;
  /** Since when they wait at the step. */
  since: ShownMoment | null;
  due: ShownMoment | null;
  /** Why the step waits longer than it was to, in words; null where it does not. */
  waits: string | null;
  /** Whether it was not found out yet what became of its text. */
  unknown: boolean;
  held: boolean;
}

export interface ActiveSequences extends PageOf<InsideRow> {
  total: number;
}

/** The people inside an automation at this moment, who came last first. */
export async function readActiveSequences(
  context: AppContext,
  shop: Shop,
  automationId: string,
  place: PagePosition,
): Promise<ActiveSequences> {
  const { pool } = context.db;
  const [found, counts] = await Promise.all([
    pageActiveSequences(pool, automationId, PAGE_SIZE + 1, rowBeyond(place)),
    countActiveSequences(pool, automationId),
  ]);
  const page = pageOf(found, PAGE_SIZE, place, ({ startedAt: at, id }) => writeTimeCursor({ at, id }));
  const definitions = await context
    .definitions(
      pool,
      page.rows.map(({ versionId }) => versionId),
    )
    .catch(unreadable);
  const now = context.clock.now();
  return {
    ...page,
    total: counts.reduce((sum, { people }) => sum + people, 0),
    rows: page.rows.map((row) => {
      const definition = definitions.get(row.versionId);
      return present(row, row.stepId && definition ? nameStepOf(definition, row.stepId) : row.stepId, (at) =>
        momentOf(at, shop.timezone, now),
      );
    }),
  };
}

function present(
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
): InsideRow {
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

/** A version of another release's: its steps are told by their ids. */
const unreadable = (): Awaited<ReturnType<AppContext["definitions"]>> => new Map();
