import { createHash } from "node:crypto";
import fc from "fast-check";
import type { KnownNumber } from "#core/customers/addresses.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import { daysUntilBirthday } from "#core/segments/birthday.ts";
import { groupSizes } from "#core/segments/fields.ts";
import type { PlainRecord } from "#core/plain-data.ts";
import { consentStates } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

export const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
/** Half an hour after midnight on a day whose clocks change, so that days and instants differ. */
export const TIMEZONE = "America/New_York";

export const words = ["VIP", "vip", "Été", "ÉTÉ", "wholesale", "a b", "Ωs", "ΟΔΟΣ"];
const names = fc.constantFrom("Ada", "ada", "Émile", "ÉMILE", "O'Neil", "", "  ", "Ω%_", "İnci");
const instants = fc.oneof(
  fc.integer({ min: -60 * 24 * 40, max: 60 * 24 * 3 }).map((minutes) => NOW.add({ minutes })),
  // Edges: now, the start of days in the zone, a leap day.
  fc.constantFrom(
    ...[
      "2026-03-02T15:00:00Z",
      "2026-03-02T05:00:00Z",
      "2026-02-27T04:59:59.999Z",
      "2024-02-29T15:00:00Z",
      "2025-11-02T05:30:00Z",
    ].map((at) => Temporal.Instant.from(at)),
  ),
);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const amounts = fc.constantFrom("0", "9.99", "50", "50.00", "120.5", "1000");
const currency = maybe(fc.constantFrom("USD", "EUR"));

const item = fc.record({
  title: maybe(fc.constantFrom("Mug", "mug", "Tea")),
  product_id: maybe(fc.constantFrom("1", "2")),
  sku: fc.constant(null),
  vendor: maybe(fc.constantFrom("Acme", "Thé & Co")),
  quantity: fc.integer({ min: 1, max: 3 }),
  price: maybe(amounts),
  currency,
});
const order = fc.record({
  placedAt: instants,
  total: maybe(amounts),
  currency,
  stands: fc.boolean(),
  items: maybe(fc.array(item, { maxLength: 2 })),
});
const message = fc.record({
  at: instants,
  inbound: fc.boolean(),
  status: fc.constantFrom("sent", "delivered", "undelivered", "failed", "pending"),
  click: maybe(instants),
});
const address = fc.record({
  consent: fc.constantFrom(...consentStates),
  consentAt: maybe(instants),
  suppressed: fc.boolean(),
  held: fc.boolean(),
  unreachableUntil: maybe(instants),
  origin: fc.constantFrom("customer", "order", "billing", "shipping", "delivery"),
  seenAt: instants,
  former: fc.boolean(),
});

export const person = fc.record({
  firstName: maybe(names),
  lastName: maybe(names),
  email: maybe(fc.constantFrom("a@example.com", "B@Example.com")),
  countryCode: maybe(fc.constantFrom("US", "FR", "us")),
  provinceCode: maybe(fc.constantFrom("NY", "CA")),
  locale: maybe(fc.constantFrom("en", "fr-CA", "fr", "FR-fr")),
  state: maybe(fc.constantFrom("enabled", "disabled")),
  tags: fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 }),
  ordersCount: maybe(fc.integer({ min: 0, max: 4 })),
  totalSpent: maybe(amounts),
  currency,
  lastOrderAt: maybe(instants),
  since: maybe(instants),
  birthday: maybe(fc.constantFrom("03-02", "03-01", "02-29", "12-31", "01-01")),
  fields: fc.record(
    {
      plan: fc.oneof(
        names,
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom(["VIP"], [], ["x", "vip"]),
      ),
    },
    { requiredKeys: [] },
  ),
  addresses: fc.array(address, { maxLength: 3 }),
  orders: fc.array(order, { maxLength: 3 }),
  messages: fc.array(message, { maxLength: 3 }),
  inFirst: fc.boolean(),
  inSecond: fc.boolean(),
});
export type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

export const segments = [
  { id: "0197c0de-0000-7000-8000-000000000001", name: "First" },
  { id: "0197c0de-0000-7000-8000-000000000002", name: "Second" },
] as const;

export interface Settled extends Person {
  id: string;
  numbers: KnownNumber[];
}

/** Writes people to a shop. @returns them with their ids and numbers */
export async function settle(
  sql: Sql,
  shopId: string,
  people: readonly Person[],
  {
    newId,
    phoneOf = (nth: number) => `+1212555${1000 + nth}`,
  }: { newId: (at: Instant) => string; phoneOf?: (nth: number) => string },
): Promise<Settled[]> {
  let nth = 0;
  const settled = people.map((one): Settled => {
    const numbers = one.addresses.map((each): KnownNumber => ({
      channel: "sms",
      address: phoneOf(nth++),
      origin: each.origin as KnownNumber["origin"],
      seenAt: each.seenAt.toString(),
      formerSince: each.former ? each.seenAt.toString() : null,
      consent: each.consent,
      consentAt: each.consentAt?.toString() ?? null,
      level: null,
      namesCartReminders: false,
      suppressed: each.suppressed,
      marketingHeld: each.held,
      unreachable: each.unreachableUntil && {
        code: "30005",
        since: each.seenAt.toString(),
        until: each.unreachableUntil.toString(),
      },
    }));
    return { ...one, id: newId(NOW), numbers };
  });
  await insert(
    sql,
    "Customer",
    settled.map((one) => ({
      id: one.id,
      shopId,
      firstName: one.firstName,
      lastName: one.lastName,
      email: one.email,
      countryCode: one.countryCode,
      provinceCode: one.provinceCode,
      locale: one.locale,
      state: one.state,
      tags: one.tags,
      ordersCount: one.ordersCount,
      totalSpent: one.totalSpent,
      currency: one.currency,
      lastOrderAt: one.lastOrderAt,
      since: one.since,
      birthday: one.birthday,
      fields: one.fields,
      createdAt: NOW,
    })),
  );
  const addresses = settled.flatMap(({ id, numbers }) =>
    numbers.map((number) => ({ ...number, customerId: id, subscriberId: newId(NOW) })),
  );
  await insert(
    sql,
    "Subscriber",
    addresses.map(({ subscriberId, address: to, consent, consentAt, suppressed, marketingHeld, unreachable }) => ({
      id: subscriberId,
      shopId,
      channel: "sms",
      address: to,
      addressHash: `hash ${to}`,
      consent,
      consentAt,
      namesCartReminders: false,
      // Of two ways to stop, one.
      suppressedAt: suppressed && to.endsWith("1") ? NOW : null,
      marketingHeldAt: marketingHeld ? NOW : null,
      unreachableCode: unreachable?.code ?? null,
      unreachableSince: unreachable?.since ?? null,
      unreachableUntil: unreachable?.until ?? null,
      newInBlock: 0,
      newInRegion: 0,
      createdAt: NOW,
    })),
    "ON CONFLICT DO NOTHING",
  );
  await query(
    sql,
    `INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
     SELECT gen_random_uuid(), s."optOutScope", hash, 'stop', now()
     FROM "Shop" s, unnest($2::text[]) hash WHERE s."id" = $1
     ON CONFLICT DO NOTHING`,
    [
      shopId,
      addresses
        .filter(({ suppressed, address: to }) => suppressed && !to.endsWith("1"))
        .map(({ address: to }) => `hash ${to}`),
    ],
  );
  await insert(
    sql,
    "CustomerAddress",
    addresses.map(({ customerId, subscriberId, origin, seenAt, formerSince }) => ({
      customerId,
      subscriberId,
      shopId,
      origin,
      seenAt,
      formerSince,
    })),
  );
  await insert(
    sql,
    "StoreOrder",
    settled.flatMap(({ id, orders }, at) =>
      orders.map(({ items, ...each }, place) => ({
        ...each,
        shopId,
        orderId: `${at}-${place}`,
        customerId: id,
        told: items && { facts: { lines: items } },
        toldAt: NOW,
      })),
    ),
  );
  const messages = settled.flatMap(({ id, messages: all }) =>
    all.map((each) => ({ ...each, id: newId(NOW), customerId: id })),
  );
  await insert(
    sql,
    "Message",
    messages
      .map(({ id, customerId, at, inbound, status }) => ({
        id,
        shopId,
        customerId,
        direction: inbound ? "inbound" : "outbound",
        channel: "sms",
        to: "+12125550100",
        body: "Hello",
        segments: 1,
        status: inbound ? "received" : status,
        messageIds: [],
        credits: 0,
        createdAt: at,
        updatedAt: at,
      }))
      .map(({ messageIds: _none, ...row }) => row),
  );
  await insert(
    sql,
    "ShortLink",
    messages
      .filter(({ inbound }) => !inbound)
      .map(({ id, customerId, click, at }, nthLink) => ({
        code: `c${nthLink}`,
        shopId,
        messageId: id,
        customerId,
        target: "https://juniper.example",
        optsOut: false,
        clicks: click ? 1 : 0,
        lastClickAt: click,
        createdAt: at,
      })),
  );
  await insert(
    sql,
    "Segment",
    segments.map((each) => ({ ...each, shopId, kind: "static", unknown: 0, createdAt: NOW })),
  );
  const memberOf = (segmentId: string, which: (one: Settled) => boolean) =>
    settled.filter(which).map(({ id }) => ({ segmentId, customerId: id, shopId, joinedAt: NOW }));
  await insert(sql, "SegmentMember", [
    ...memberOf(segments[0].id, ({ inFirst }) => inFirst),
    ...memberOf(segments[1].id, ({ inSecond }) => inSecond),
  ]);
  return settled;
}

const latest = (times: readonly Instant[]): string | null =>
  times
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
    .at(-1)
    ?.toString() ?? null;

const cents = (amount: string): bigint => {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0").slice(0, 2));
};
/** The amount by a count, rounded to cents, halves away from zero. */
function average(total: string, count: number): string {
  const doubled = cents(total) * 2n;
  const rounded = (doubled + BigInt(count)) / (2n * BigInt(count));
  return `${rounded / 100n}.${String(rounded % 100n).padStart(2, "0")}`;
}

const groupOf = (shopId: string, id: string, size: number): string =>
  String((parseInt(createHash("md5").update(`${shopId}:${id}`).digest("hex").slice(0, 8), 16) % size) + 1);

/** The facts of a person, as the evaluator of conditions reads them, told apart from the SQL. */
export function factsOfPerson(shopId: string, one: Settled): PlainRecord {
  const recipient = textRecipientOf(one.numbers, { kind: "marketing", now: NOW });
  const out = one.messages.filter(
    ({ inbound, status }) => !inbound && ["sent", "delivered", "undelivered"].includes(status),
  );
  const replies = one.messages.filter(({ inbound }) => inbound);
  const clicks = one.messages.flatMap(({ inbound, click }) => (!inbound && click ? [click] : []));
  const today = NOW.toZonedDateTimeISO(TIMEZONE).toPlainDate();
  return {
    customer: {
      first_name: one.firstName,
      last_name: one.lastName,
      email: one.email,
      country: one.countryCode,
      province: one.provinceCode,
      locale: one.locale,
      state: one.state,
      tags: one.tags,
      orders_count: one.ordersCount,
      total_spent: one.totalSpent,
      average_order: one.totalSpent !== null && one.ordersCount ? average(one.totalSpent, one.ordersCount) : null,
      currency: one.currency,
      last_order_at: one.lastOrderAt?.toString() ?? null,
      since: one.since?.toString() ?? null,
      birth_month: one.birthday?.slice(0, 2) ?? null,
      days_to_birthday: one.birthday && daysUntilBirthday(one.birthday, today),
      segments: [...(one.inFirst ? [segments[0].id] : []), ...(one.inSecond ? [segments[1].id] : [])],
      ...Object.fromEntries(groupSizes.map((size) => [`group_of_${size}`, groupOf(shopId, one.id, size)])),
      fields: one.fields,
    },
    texts: {
      has_number: recipient.phone !== null,
      consent: recipient.consent,
      consent_at: recipient.consentAt,
      stopped: recipient.suppressed,
      last_sent_at: latest(out.map(({ at }) => at)),
      last_reply_at: latest(replies.map(({ at }) => at)),
      last_click_at: latest(clicks),
      sent: out.map(({ at, status, click }) => ({
        sent_at: at.toString(),
        delivered: status === "delivered",
        clicked: click !== null,
      })),
      replies: replies.map(({ at }) => ({ at: at.toString() })),
      clicks: clicks.map((at) => ({ at: at.toString() })),
    },
    orders: {
      placed: one.orders.map(({ placedAt, items, ...each }) => ({
        ...each,
        placed_at: placedAt.toString(),
        items: items ?? [],
      })),
    },
  };
}
