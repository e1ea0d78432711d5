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
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { text } from "#text/en.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { uncapitalised, within } from "#text/sentence.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { neverConsidered } from "../activity/parts/never-considered.server.ts";
import { readDryRun } from "../sending/parts/dry-run-guards.server.ts";

/** Only the newest events. */
const MAX_EVENTS = 500;

/** Why a customer has not entered an automation, and whether a text of it would pass the guards now. */
export interface WhyNot {
  automationId: string;
  automation: string;
  /** Whether and how the customer entered, as a sentence. */
  entry: string;
  /** Log entry that explains it; null if the automation never considered the customer. */
  logId: string | null;
  inside: boolean;
  /** Reason for which a text would not go out now; null if it would. */
  reason: Reason | null;
  /** When a deferred text would go out. */
  until: ShownMoment | null;
}

/** For each active automation: why this customer has not entered it, and whether a text of it would go out now. */
export async function whyNot(
  { db, clock, env }: Pick<AppContext, "db" | "clock" | "env">,
  shop: Shop,
  customerId: string,
): Promise<WhyNot[]> {
  const sql = db.pool;
  const customer = await findGuardedCustomer(sql, shop.id, customerId);
  if (!customer || customer.erased) return [];
  const now = clock.now();
  const formatInstant = (at: Instant) => within(momentOf(at, shop.timezone, now).shown);
  const active = (await listeningOf(sql, shop.id)).filter(({ status }) => status === "active");
  const neverReason = new Map(
    neverConsidered(
      active,
      await consideredBy(sql, [customerId]),
      await eventsOf(sql, [customerId], MAX_EVENTS),
      formatInstant,
    ).map(({ automationId, says }) => [automationId, says]),
  );
  const entries = new Map((await lastEntriesOf(sql, customerId)).map((entry) => [entry.automationId, entry]));
  const inside = new Map((await activeSequencesOf(sql, customerId)).map((row) => [row.automationId, row]));
  const dryRun = await readDryRun({ db, clock, env }, shop, customer);
  return active.map((automation) => {
    const { id, name, status } = automation;
    const { reason, until } = dryRun({ kind: kindOf(automation), body: "…", status });
    const entry = entries.get(id);
    return {
      automationId: id,
      automation: name,
      entry: formatEntry(neverReason.get(id), entry, inside.get(id), formatInstant),
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

function formatEntry(
  neverReason: string | undefined,
  entry: CustomerEntryRow | undefined,
  inside: CustomerSequenceRow | undefined,
  formatInstant: (at: Instant) => string,
): string {
  const words = text.customers.whyNot;
  if (inside) return words.inside(formatInstant(inside.startedAt));
  if (!entry) return neverReason ? words.never(uncapitalised(neverReason)) : words.notAsked;
  return entry.entered
    ? words.entered(formatInstant(entry.at))
    : words.refused(formatInstant(entry.at), uncapitalised(formatReason(entry.reason ?? "").label));
}
