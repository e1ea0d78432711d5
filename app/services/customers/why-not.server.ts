import { readDefinition } from "#core/automations/definition.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  activeSequencesOf,
  lastEntriesOf,
  type CustomerEntryRow,
  type CustomerSequenceRow,
} from "#shell/repositories/customers/customer-page.server.ts";
import {
  consideredBy,
  eventsOf,
  listeningOf,
  type ListeningRow,
} from "#shell/repositories/customers/customer-history.server.ts";
import { findSampleCustomers } from "#shell/repositories/simulation/sample-customers.server.ts";
import { text } from "#text/en.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { uncapitalised, within } from "#text/sentence.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { neverConsidered } from "../activity/parts/never-considered.server.ts";
import { readDryRun } from "../sending/parts/dry-run-guards.server.ts";

/** The newest events are what an automation may have seen. */
const MOST_EVENTS = 500;

/** Why a customer is not in an automation, and what would become of a text of it now. */
export interface WhyNot {
  automationId: string;
  automation: string;
  /** Whether it has let them in, and how that came. */
  entry: string;
  /** The row of the log that explains it; null where it was never asked. */
  logId: string | null;
  inside: boolean;
  /** Why a text of it would not go now; null: it would. */
  reason: Reason | null;
  /** When a text would go that only had to wait. */
  until: ShownMoment | null;
}

/** For each automation that is on: why this customer has not entered it, and whether a text of it would go now. */
export async function whyNot(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  customerId: string,
): Promise<WhyNot[]> {
  const sql = db.pool;
  const person = await findSampleCustomers(sql, shop.id, customerId);
  if (!person || person.erased) return [];
  const now = clock.now();
  const show = (at: Instant) => within(momentOf(at, shop.timezone, now).shown);
  const active = (await listeningOf(sql, shop.id)).filter(({ status }) => status === "active");
  const never = new Map(
    neverConsidered(
      active,
      await consideredBy(sql, [customerId]),
      await eventsOf(sql, [customerId], MOST_EVENTS),
      show,
    ).map(({ automationId, says }) => [automationId, says]),
  );
  const entries = new Map((await lastEntriesOf(sql, customerId)).map((entry) => [entry.automationId, entry]));
  const inside = new Map((await activeSequencesOf(sql, customerId)).map((row) => [row.automationId, row]));
  const wouldGo = await readDryRun({ db, clock }, shop, person);
  return active.map((automation) => {
    const { id, name, status } = automation;
    const { reason, until } = wouldGo({ kind: kindOf(automation), body: "…", status });
    const entry = entries.get(id);
    return {
      automationId: id,
      automation: name,
      entry: sayEntry(never.get(id), entry, inside.get(id), show),
      logId: entry?.id ?? null,
      inside: inside.has(id),
      reason,
      until: until && momentOf(until, shop.timezone, now),
    };
  });
}

function kindOf({ definition }: ListeningRow) {
  const read = readDefinition(definition);
  return "definition" in read ? read.definition.kind : "marketing";
}

function sayEntry(
  never: string | undefined,
  entry: CustomerEntryRow | undefined,
  inside: CustomerSequenceRow | undefined,
  show: (at: Instant) => string,
): string {
  const words = text.customers.whyNot;
  if (inside) return words.inside(show(inside.startedAt));
  if (!entry) return never ? words.never(uncapitalised(never)) : words.notAsked;
  return entry.entered
    ? words.entered(show(entry.at))
    : words.refused(show(entry.at), uncapitalised(formatReason(entry.reason ?? "").label));
}
