import { sampleOutputs } from "#core/actions/index.ts";
import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { type CustomerFacts, customerValuesOf } from "#core/customers/record.ts";
import type { Facts } from "#core/intake/define.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { sampleOf, triggerOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findRecentEvents } from "#shell/repositories/intake/store-events.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";
import { uncapitalised, within } from "#text/sentence.ts";
import { customerParts } from "#shell/repositories/activity/log-entries.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { toCustomerFacts } from "#services/customers/parts/find-customers.server.ts";
import { attachOrderCustomers } from "#services/intake/parts/normalize-events.server.ts";
import { readKnownOrders, withCurrentOrder } from "#services/intake/parts/upsert-orders.server.ts";
import { normalizeStoredEvent } from "#services/intake/parts/normalize-events.server.ts";

/** A customer for previews: the template values, time zone and time. */
export interface Sample {
  label: string;
  values: Record<string, unknown>;
  /** IANA time zone of the customer. */
  timezone: string;
  /** ISO instant. */
  now: string;
}

interface SampleQuery {
  trigger: string;
  /** Maximum number of real customers. */
  limit?: number;
}

/** Several events can have the same subject and make one sample, so read more events than samples. */
const EVENTS_PER_SAMPLE = 5;

/**
 * Sample customers for previews: the customers of the newest events that match the trigger, then the trigger's made-up
 * sample.
 */
export async function readSamples(
  context: AppContext,
  shop: Shop,
  { trigger: type, limit = 5 }: SampleQuery,
): Promise<Sample[]> {
  const now = context.clock.now();
  const trigger = triggerOf(type);
  const store = { name: nameInTexts(shop), url: `https://${shop.domain}` };
  const stored = await findRecentEvents(context.db.pool, {
    shopId: shop.id,
    topics: trigger.topics,
    limit: limit * EVENTS_PER_SAMPLE,
  });
  const normalized = stored.map((event) => ({ ...event, normalizeResult: normalizeStoredEvent(event) }));
  const orders = await readKnownOrders(context.db.pool, normalized);
  const events = (await attachOrderCustomers(context.db.pool, normalized, orders)).map((event) =>
    withCurrentOrder(event, orders),
  );
  const owners = new Map(stored.map(({ id, customerId }) => [id, customerId]));
  const customers = await readCustomers(context, shop, [...owners.values()]);
  const seen = new Set<string>();
  const real = events.flatMap(({ id, triggeredAt, normalizeResult }): Sample[] => {
    const customer = customers.get(owners.get(id) ?? "");
    if (!customer || "ignored" in normalizeResult || trigger.recognise(normalizeResult.normalizedEvent).kind === "none")
      return [];
    const { facts, subject } = normalizeResult.normalizedEvent;
    if (seen.has(subject)) return [];
    seen.add(subject);
    return [
      {
        label: text.message.sample(
          nameOf(customer),
          eventLabelOf(facts, trigger.label),
          within(momentOf(triggeredAt, shop.timezone, now).shown),
        ),
        values: customerValuesOf(facts, sampleOutputs, customer, store),
        timezone: recipientZones({ ...customer, shopTimezone: shop.timezone }).zones[0] ?? shop.timezone,
        now: now.toString(),
      },
    ];
  });
  return [...real.slice(0, limit), madeUpSample(type, store, { timezone: shop.timezone, now: now.toString() })];
}

/** Reads customers as templates see them, by id; without erased ones. */
export async function readCustomers(
  { prisma }: AppContext,
  shop: Pick<Shop, "id">,
  ids: readonly string[],
): Promise<Map<string, CustomerFacts>> {
  const rows = await prisma.customer.findMany({
    where: { shopId: shop.id, id: { in: [...ids] }, erasedAt: null },
    include: customerParts,
  });
  return new Map(rows.map((row) => [row.id, toCustomerFacts(row)]));
}

export const nameOf = ({ firstName, lastName, phone, email }: CustomerFacts): string =>
  [firstName, lastName].filter(Boolean).join(" ") || (phone && showPhone(phone)) || email || text.message.sampleNobody;

const eventLabelOf = ({ order }: Facts, event: string): string =>
  typeof order?.name === "string" ? text.message.sampleOrder(order.name) : uncapitalised(event);

function madeUpSample(type: string, shop: { name: string; url: string }, at: Pick<Sample, "timezone" | "now">): Sample {
  const facts = sampleOf(type, shop);
  const { first_name: first, last_name: last } = facts.customer ?? {};
  return {
    label: text.message.sampleMadeUp([first, last].filter(Boolean).join(" ")),
    values: { ...facts, ...sampleOutputs },
    ...at,
  };
}
