import fc from "fast-check";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { checkoutBody, consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { refundBody } from "#tests/fixtures/order-bodies.ts";
import type { House } from "../test-app.ts";

/** Something that happens to a shop. */
export interface Happening {
  say: string;
  do(house: House, shopId: string): Promise<unknown>;
}

const people = [0, 1, 2].map((at) => ({
  id: String(7_000_001 + at),
  phone: at === 2 ? "+14155550190" : `+1212555010${at}`,
}));
const person = fc.constantFrom(...people);
const orderOf = (id: string, token: string) => `${id}${token === "a" ? 1 : 2}`;

const told = fc.record({
  who: person,
  token: fc.constantFrom("a", "b"),
  late: fc.integer({ min: 0, max: 90 }),
  again: fc.boolean(),
});
const tell = (
  topic: string,
  body: (given: { who: (typeof people)[number]; token: string; at: string }) => string,
): fc.Arbitrary<Happening> =>
  told.map(({ who, token, late, again }) => ({
    say: `${topic} of ${who.id}, ${token}, ${late} minutes late${again ? ", told twice" : ""}`,
    do: async (house) => {
      const at = house.clock.now().subtract({ minutes: late });
      const event = { eventId: `${topic}-${who.id}-${token}-${at.epochMilliseconds}`, at };
      for (let times = again ? 2 : 1; times > 0; times--)
        await house.deliver(topic, body({ who, token, at: at.toString() }), event);
      await house.work();
    },
  }));

/** Two of the three have agreed to texts and e-mails: Shopify knows it, and is asked when they first come in. */
export const agreed = (house: House): void =>
  people.slice(1).forEach(({ id, phone }) =>
    house.adminKnows(id, {
      firstName: "Maya",
      phone,
      countryCode: "US",
      provinceCode: "NY",
      email: "ada@example.com",
      smsConsent: "subscribed",
      consentUpdatedAt: "2026-01-01T00:00:00Z",
      optInLevel: "confirmed_opt_in",
      emailConsent: "subscribed",
      emailConsentUpdatedAt: "2026-01-01T00:00:00Z",
      tags: ["wholesale"],
      numberOfOrders: 3,
    }),
  );

/** Several deliveries that are taken in as one batch. */
const burst = fc.array(told, { minLength: 2, maxLength: 4 }).map((all): Happening => ({
  say: `${all.length} events at once`,
  do: async (house) => {
    for (const [place, { who, token, late }] of all.entries()) {
      const at = house.clock.now().subtract({ minutes: late });
      const isOrder = place % 2 === 1;
      const body = isOrder
        ? orderBody({ ...who, token: `${who.id}-${token}`, order: orderOf(who.id, token) })
        : checkoutBody({ ...who, token: `${who.id}-${token}` });
      await house.deliver(isOrder ? "orders/create" : "checkouts/update", body, { at });
    }
    await house.work();
  },
}));

const reply = (word: "STOP" | "START") =>
  person.map(({ phone }): Happening => ({
    say: `${word} from ${phone}`,
    do: async (house) => {
      await receiveMessage(house.context, {
        providerId: `SM${house.context.newId(house.clock.now())}`,
        from: phone,
        to: "+15005550006",
        body: word,
        answeredByProvider: false,
      });
      await house.work();
    },
  }));

/** A stop, and the store that says it once more, with the time at which it was told. */
const echoed = person.map(({ id, phone }): Happening => ({
  say: `STOP from ${phone}, repeated by the store`,
  do: async (house) => {
    const at = house.clock.now();
    await receiveMessage(house.context, {
      providerId: `SM${house.context.newId(at)}`,
      from: phone,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    await house.work();
    await house.pass({ seconds: 7 });
    await house.tell(
      "customers_marketing_consent/update",
      consentBody({
        id,
        phone,
        state: "unsubscribed",
        at: at.round({ smallestUnit: "second", roundingMode: "floor" }).toString(),
      }),
    );
  },
}));

export const happening: fc.Arbitrary<Happening> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: tell("orders/create", ({ who, token, at }) =>
        orderBody({ ...who, token: `${who.id}-${token}`, order: orderOf(who.id, token), at }),
      ),
    },
    {
      weight: 4,
      arbitrary: tell("checkouts/update", ({ who, token }) => checkoutBody({ ...who, token: `${who.id}-${token}` })),
    },
    { weight: 2, arbitrary: tell("refunds/create", ({ who, token }) => refundBody({ order: orderOf(who.id, token) })) },
    { weight: 3, arbitrary: tell("customers_marketing_consent/update", ({ who, at }) => consentBody({ ...who, at })) },
    {
      weight: 1,
      arbitrary: tell("customers_marketing_consent/update", ({ who, at }) =>
        consentBody({ ...who, state: "unsubscribed", at }),
      ),
    },
    { weight: 2, arbitrary: tell("customers/update", ({ who, at }) => customerBody({ ...who, at })) },
    { weight: 1, arbitrary: tell("customer.tags_added", ({ who }) => tagsBody(["VIP"], who.id)) },
    { weight: 2, arbitrary: burst },
    { weight: 1, arbitrary: reply("STOP") },
    { weight: 1, arbitrary: reply("START") },
    { weight: 2, arbitrary: echoed },
    {
      weight: 5,
      arbitrary: fc
        .integer({ min: 1, max: 50 })
        .map((hours): Happening => ({ say: `${hours} hours pass`, do: (house) => house.pass({ hours }) })),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 4 }).map((credits): Happening => ({
        say: `${credits} credits more`,
        do: (house, shopId) => grantCredits(house.context, { shopId, credits, type: "grant", note: "", actor: "test" }),
      })),
    },
  )
  // No two things of a history happen at the very same millisecond: which of them came first, no row could tell.
  .map((thing) => ({
    ...thing,
    do: async (house, shopId) => (await house.pass({ milliseconds: 1_009 }), thing.do(house, shopId)),
  }));

const duration = fc.record({
  amount: fc.integer({ min: 1, max: 30 }),
  unit: fc.constantFrom("minutes" as const, "hours" as const),
});
const condition = fc.constantFrom(
  { field: "customer.tags", op: "has_any", value: ["VIP", "wholesale"] },
  { field: "customer.orders_count", op: "greater_than", value: 3 },
  { field: "customer.sms_consent", op: "is_true" },
  { field: "customer.first_name", op: "is_set" },
);

type StepDocument = DefinitionDocument["steps"][number];
/** Steps without their ids. */
type Bare = {
  type: string;
  config?: unknown;
  onError?: "stop" | "continue";
  arms?: { id: string; steps: Bare[]; [setting: string]: unknown }[];
};

/** As it is it takes a second segment; short it does not. */
const LONG_LINK = `{{ shop.url }}/collections/${"a".repeat(120)}`;

const leaf: fc.Arbitrary<Bare> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("skip", "defer").map((overCap) => ({
      type: "send_sms",
      config: {
        body: `Hi {{ customer.first_name | default: 'there' }}, from {{ shop.name }}: ${LONG_LINK}`,
        overCap,
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ type: "send_email", config: { subject: "Hi", body: "From {{ shop.name }}" } }),
  },
  { weight: 3, arbitrary: duration.map((given) => ({ type: "wait", config: { for: given } })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("customer", "shop")
      .map((zone) => ({ type: "wait", config: { untilTime: { at: "10:30", zone } } })),
  },
  { weight: 1, arbitrary: fc.constant({ type: "update_field", config: { field: "seen", value: "yes" } }) },
  { weight: 1, arbitrary: fc.constant({ type: "create_task", config: { title: "Call them" } }) },
  { weight: 1, arbitrary: fc.constant({ type: "exit" }) },
);
/** Flows with arms within arms, as deep as `depth`. */
function tree(depth: number): fc.Arbitrary<Bare[]> {
  if (depth === 0) return fc.array(leaf, { minLength: 1, maxLength: 2, size: "max" });
  const arms = fc.tuple(tree(depth - 1), tree(depth - 1));
  const step: fc.Arbitrary<Bare> = fc.oneof(
    { weight: 5, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.tuple(condition, arms).map(([when, [some, others]]) => ({
        type: "branch",
        arms: [
          { id: "some", when, steps: some },
          { id: "others", steps: others },
        ],
      })),
    },
    {
      weight: 1,
      arbitrary: arms.map(([a, b]) => ({
        type: "split",
        arms: [
          { id: "a", weight: 50, steps: a },
          { id: "b", weight: 50, steps: b },
        ],
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("order_created", "customer_updated"), duration, arms)
        .map(([on, timeout, [yes, no]]) => ({
          type: "wait_for_event",
          config: { on, timeout },
          arms: [
            { id: "happened", steps: yes },
            { id: "timed_out", steps: no },
          ],
        })),
    },
  );
  return fc.array(step, { minLength: 1, maxLength: 4, size: "max" });
}

function numbered(steps: readonly Bare[], next: { id: number }): StepDocument[] {
  return steps.map(({ arms, ...step }) => ({
    ...step,
    id: `s${++next.id}`,
    ...(arms && { arms: arms.map((arm) => ({ ...arm, steps: numbered(arm.steps, next) })) }),
  }));
}

/** An automation of any shape. */
export const flow: fc.Arbitrary<Partial<DefinitionDocument>> = fc
  .record({
    trigger: fc.constantFrom(
      { type: "order_created" },
      { type: "checkout_abandoned", config: { after: { amount: 60, unit: "minutes" } } },
      { type: "consent_granted" },
      { type: "consent_revoked" },
      { type: "customer_updated" },
      { type: "order_refunded" },
    ),
    kind: fc.constantFrom("marketing" as const, "marketing" as const, "transactional" as const),
    reentry: fc.constantFrom("once" as const, "per_subject" as const, "every_time" as const, {
      after: { amount: 1, unit: "days" as const },
    }),
    concurrent: fc.constantFrom(undefined, 1),
    exits: fc.option(
      fc.subarray(
        [
          { on: "order_created" as const, match: "customer" as const },
          { on: "consent_revoked" as const, match: "customer" as const },
        ],
        { minLength: 1 },
      ),
      { nil: [], freq: 2 },
    ),
    conditions: fc.option(condition, { nil: undefined, freq: 2 }),
    exitWhen: fc.option(condition, { nil: undefined, freq: 2 }),
    steps: tree(2),
    greeting: fc.boolean(),
  })
  .map(({ kind, trigger, concurrent, conditions, exitWhen, steps, greeting, exits, ...rest }) => ({
    ...rest,
    trigger,
    kind: trigger.type.startsWith("order") ? kind : "marketing",
    ...(concurrent && { concurrent }),
    ...(conditions && { conditions }),
    ...(exitWhen && { exitWhen }),
    exits: trigger.type === "order_created" ? exits.filter(({ on }) => on !== trigger.type) : exits,
    steps: numbered(
      greeting ? [{ type: "send_sms", config: { body: "Hello from {{ shop.name }}" } }, ...steps] : steps,
      { id: 0 },
    ),
  }));

/** What merchants set that bears on when texts go. */
export const settings = fc.record({
  transactionalAtNight: fc.boolean(),
  quietHours: fc.constantFrom(null, { opens: 9, closes: 18 }),
  caps: fc.constantFrom(
    [{ most: 1, per: { amount: 1, unit: "days" } }],
    [{ most: 2, per: { amount: 6, unit: "hours" } }],
    [
      { most: 3, per: { amount: 1, unit: "days" } },
      { most: 10, per: { amount: 7, unit: "days" } },
    ],
  ),
  doubleOptIn: fc.constantFrom(false, false, true),
  trackLinks: fc.boolean(),
  holdTransactionalUntilToppedUp: fc.constant(false),
});
