import { sampleOutputs } from "#core/actions/index.ts";
import { recipientZones } from "#core/sending/quiet-hours/zones.ts";
import { customerValuesOf, type CustomerFacts } from "#core/customers/facts.ts";
import type { Facts } from "#core/intake/define.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { sampleOf, triggerOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findRecentEvents } from "#shell/repositories/intake/store-events.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";
import { uncapitalised, within } from "#text/sentence.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { knownCustomer } from "#services/customers/parts/find-customers.server.ts";
import { attachOrderCustomers } from "#services/intake/parts/attach-order-customer.server.ts";
import { normalizeStoredEvent } from "#services/intake/parts/normalize-stored-event.server.ts";

/** Somebody whom a text may be tried on: what templates would be handed, and when and where. */
export interface Sample {
  label: string;
  values: Record<string, unknown>;
  /** IANA zone of the customer. */
  timezone: string;
  /** ISO instant. */
  now: string;
}

interface Wanted {
  trigger: string;
  /** How many real ones at most. */
  limit?: number;
}

/** Events of a customer's that came several to one thing are one sample: so more are read than are shown. */
const READ_FOR_EACH = 5;

/**
 * Whom the texts of an automation may be tried on: the customers of the newest events that would set it off, each as
 * the engine would know them, and last the trigger's made-up one.
 */
export async function readSamples(
  context: AppContext,
  shop: Shop,
  { trigger: type, limit = 5 }: Wanted,
): Promise<Sample[]> {
  const now = context.clock.now();
  const trigger = triggerOf(type);
  const store = { name: nameInTexts(shop), url: `https://${shop.domain}` };
  const stored = await findRecentEvents(context.db.pool, {
    shopId: shop.id,
    topics: trigger.topics,
    limit: limit * READ_FOR_EACH,
  });
  const events = await attachOrderCustomers(
    context.db.pool,
    stored.map((event) => ({ ...event, normalizeResult: normalizeStoredEvent(event) })),
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
          whatOf(facts, trigger.label),
          within(momentOf(triggeredAt, shop.timezone, now).shown),
        ),
        values: customerValuesOf(facts, sampleOutputs, customer, store),
        timezone: recipientZones({ ...customer, shopTimezone: shop.timezone }).zones[0] ?? shop.timezone,
        now: now.toString(),
      },
    ];
  });
  return [...real.slice(0, limit), madeUp(type, store, { timezone: shop.timezone, now: now.toString() })];
}

async function readCustomers(
  { prisma }: AppContext,
  shop: Shop,
  ids: readonly string[],
): Promise<Map<string, CustomerFacts>> {
  const rows = await prisma.customer.findMany({
    where: { shopId: shop.id, id: { in: [...ids] }, erasedAt: null },
    include: { memberships: { select: { segment: { select: { name: true } } } } },
  });
  return new Map(rows.map((row) => [row.id, knownCustomer(row)]));
}

const nameOf = ({ firstName, lastName, phone, email }: CustomerFacts): string =>
  [firstName, lastName].filter(Boolean).join(" ") || (phone && showPhone(phone)) || email || text.message.sampleNobody;

const whatOf = ({ order }: Facts, event: string): string =>
  typeof order?.name === "string" ? text.message.sampleOrder(order.name) : uncapitalised(event);

function madeUp(type: string, shop: { name: string; url: string }, at: Pick<Sample, "timezone" | "now">): Sample {
  const facts = sampleOf(type, shop);
  const { first_name: first, last_name: last } = facts.customer ?? {};
  return {
    label: text.message.sampleMadeUp([first, last].filter(Boolean).join(" ")),
    values: { ...facts, ...sampleOutputs },
    ...at,
  };
}
