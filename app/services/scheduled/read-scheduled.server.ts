import { type PageOf, pageOf, type PagePosition, readTimeCursor, writeTimeCursor } from "#core/paging.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import {
  findWaiting,
  type WaitingFilter,
  type WaitingRow,
} from "#shell/repositories/scheduled/waiting-steps.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findCustomerIds, CUSTOMER_SEARCH_LIMIT } from "../customers/parts/find-customers.server.ts";
import { readRunStates } from "../engine/parts/read-run-states.server.ts";
import { recipientClock, type RecipientTime } from "../activity/parts/recipient-time.server.ts";
import { runActionsOf, type RunActions } from "./parts/run-actions.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

const PAGE_SIZE = 50;
/** Grace period before a step is overdue: workers run steps that are due together one after another. */
const OVERDUE_AFTER = Temporal.Duration.from({ minutes: 5 });

type ScheduledView = "overdue" | "held" | "credits";

/** A run with its next message; without one, its scheduled step. */
interface ScheduledRow extends RunActions {
  /** The message's time in the recipient's time zone. */
  there: RecipientTime | null;
  customer: { id: string; name: string | null; phone: string | null; erased: boolean };
  automation: { id: string; name: string };
  /** The state of the step's run. */
  run: RunStanding;
  /** Due for some minutes, and neither held nor begun. */
  isOverdue: boolean;
  /** Log entry that explains the sequence. */
  entryId: string | null;
}

export interface ScheduledFilter {
  view?: ScheduledView | undefined;
  automationId?: string | undefined;
  /** Searches customers by phone number, name or e-mail address. */
  search?: string | undefined;
}

export interface Scheduled extends PageOf<ScheduledRow> {
  /** The search matches more customers than `CUSTOMER_SEARCH_LIMIT`. */
  tooWide: boolean;
}

/**
 * One page of a shop's waiting runs by their scheduled steps, earliest first; `newer` pages to earlier ones.
 * @param size runs per page
 */
export async function readScheduled(
  context: AppContext,
  shop: Shop,
  { newer, older, ...filter }: ScheduledFilter & PagePosition,
  size = PAGE_SIZE,
): Promise<Scheduled> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const customerIds = filter.search ? await findCustomerIds(context, shop, filter.search) : undefined;
  if (customerIds?.length === 0) return { rows: [], newer: null, older: null, tooWide: false };
  const cursor = newer ?? older;
  const found = await findWaiting(
    sql,
    { ...filterOf(filter, now), shopId: shop.id, customers: customerIds?.slice(0, CUSTOMER_SEARCH_LIMIT) },
    {
      beyond: cursor ? { ...readTimeCursor(cursor), towards: newer ? "earlier" : "later" } : null,
      limit: size + 1,
    },
  );
  const page = pageOf(found, size, { newer, older }, ({ dueAt: at, id }) => writeTimeCursor({ at, id }));
  return {
    ...page,
    rows: await toRows(context, shop, page.rows, now),
    tooWide: (customerIds?.length ?? 0) > CUSTOMER_SEARCH_LIMIT,
  };
}

function filterOf({ view, automationId }: ScheduledFilter, now: Instant): Omit<WaitingFilter, "shopId"> {
  if (view === "overdue") return { automationId, overdueAt: now.subtract(OVERDUE_AFTER) };
  if (view === "held") return { automationId, held: true };
  return view === "credits" ? { automationId, held: true, heldFor: "credits_held" } : { automationId };
}

async function toRows(
  context: AppContext,
  shop: Shop,
  found: readonly WaitingRow[],
  now: Instant,
): Promise<ScheduledRow[]> {
  const rows = new Map(
    (
      await readSteps(
        context.db.pool,
        found.map(({ id }) => id),
        now,
      )
    ).map((row) => [row.id, row]),
  );
  const runs = await readRunStates(
    context,
    found.map(({ sequenceId }) => sequenceId),
  );
  const steps = [...rows.values()];
  const definitions = await context.definitions(
    context.db.pool,
    steps.map(({ versionId }) => versionId),
  );
  const names = new Map(
    (
      await context.prisma.automation.findMany({
        where: { shopId: shop.id, id: { in: steps.map(({ automationId }) => automationId) } },
        select: { id: true, name: true },
      })
    ).map(({ id, name }) => [id, name]),
  );
  const links = await storedLinks(context, shop);
  return found.flatMap((waiting) => {
    const row = rows.get(waiting.id);
    const run = runs.get(waiting.sequenceId);
    if (!row || !run) return [];
    const { at, ...actions } = runActionsOf(row, waiting, definitions.get(row.versionId) ?? null, {
      timezone: shop.timezone,
      links,
      sharesSender: hasSharedSender(context.env),
      now,
    });
    const isClaimed = waiting.leaseUntil !== null && Temporal.Instant.compare(waiting.leaseUntil, now) >= 0;
    return {
      ...actions,
      there: row.erased ? null : recipientClock(row, shop.timezone, now)(at),
      customer: {
        id: row.customerId,
        name: [row.firstName, row.lastName].filter(Boolean).join(" ") || null,
        phone: row.phone && showPhone(row.phone),
        erased: row.erased,
      },
      automation: { id: row.automationId, name: names.get(row.automationId) ?? "" },
      run,
      isOverdue: !waiting.held && !isClaimed && Temporal.Instant.compare(row.dueAt.add(OVERDUE_AFTER), now) < 0,
      entryId: waiting.entryId,
    };
  });
}
