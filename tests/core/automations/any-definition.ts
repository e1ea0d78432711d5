import fc from "fast-check";
import type { ActionType } from "#core/actions/index.ts";
import { readDefinition, type Definition } from "#core/automations/definition.ts";
import { mayBeTransactional } from "#core/sending/transactional.ts";
import { triggerTypes, type TriggerType } from "#core/triggers/index.ts";

const words = fc
  .string({ unit: fc.constantFrom(...Array.from("abc XYZ ,.-ß€‘𝒳\n\"\\'")), minLength: 1, maxLength: 30 })
  .map((text) => `T${text}`);
const name = fc.stringMatching(/^[a-z]{1,10}$/);
const uuid = fc.uuid({ version: 7 });
const duration = fc.record({
  amount: fc.integer({ min: 0, max: 3_650 }),
  unit: fc.constantFrom("minutes", "hours", "days"),
});
const time = fc.constantFrom("00:00", "09:30", "23:59");
const zone = fc.constantFrom("customer", "shop");
const tags = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
const partly = <T extends object>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(parts, { requiredKeys: [] });

const leaf = fc.oneof(
  fc.record({ field: fc.constant("customer.first_name"), op: fc.constantFrom("equals", "contains"), value: words }),
  fc.record({
    field: fc.constant("customer.orders_count"),
    op: fc.constantFrom("at_least", "less_than"),
    value: fc.integer({ min: 0, max: 99 }),
  }),
  fc.record({ field: fc.constant("customer.tags"), op: fc.constant("has_any"), value: tags }),
);
const condition = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({ all: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("node") }),
  ),
})).node;

/** Configs for every action; a missing one does not compile. */
const configs: Record<ActionType, fc.Arbitrary<object>> = {
  send_sms: fc.oneof(
    fc.record({
      body: words,
      picture: fc.constant("https://cdn.shopify.com/s/files/1/1/files/a.jpg"),
      contactCard: fc.boolean(),
    }),
    fc.record({ body: words }),
    fc.record({
      body: words,
      translations: fc.dictionary(fc.constantFrom("de", "fr", "pt-BR"), words, { minKeys: 1 }),
    }),
    fc.record({ body: words, overCap: fc.constantFrom("skip", "defer") }),
  ),
  send_email: fc.record({ subject: words, body: words }),
  add_tag: fc.record({ tags }),
  remove_tag: fc.record({ tags }),
  update_field: fc.record({ field: name, value: words }),
  add_to_segment: fc.record({ segmentId: uuid }),
  remove_from_segment: fc.record({ segmentId: uuid }),
  call_webhook: fc.record({
    url: fc.constantFrom("https://example.com/hook", "https://example.org/a?b=c"),
    fields: fc.dictionary(name, words, { maxKeys: 5 }),
  }),
  create_task: fc.record({ title: words, note: words, dueIn: duration }, { requiredKeys: ["title"] }),
  notify_admin: fc.record({ title: words, body: words }),
  create_discount: fc.record(
    {
      prefix: fc.constantFrom("HELLO", "A1"),
      kind: fc.constantFrom("percentage", "fixed_amount"),
      value: fc.constantFrom("10", "7.50"),
      validFor: duration,
      minimumSubtotal: fc.constant("50"),
      products: fc.constant([{ id: "8041", title: "Mug" }]),
      combinesWith: fc.constantFrom(["order"], ["product", "shipping"]),
    },
    { requiredKeys: ["prefix", "kind", "value"] },
  ),
  start_automation: fc.record({ automationId: uuid }),
  wait: fc.oneof(
    fc.record({ for: duration }),
    fc.record({
      untilTime: fc.record({ at: time, weekdays: fc.constantFrom([], ["monday"], ["friday", "sunday"]), zone }),
    }),
    fc.record({
      untilDate: fc.record({
        field: fc.constant("customer.since"),
        days: fc.integer({ min: -30, max: 30 }),
        at: time,
        zone,
      }),
    }),
  ),
  wait_for_event: fc.record({
    on: fc.constantFrom(...triggerTypes),
    match: fc.constantFrom("customer", "subject"),
    timeout: duration,
  }),
  branch: fc.constant({}),
  split: fc.constant({}),
  exit: fc.constant({}),
};

interface Loose {
  id: string;
  arms?: { id: string; steps: Loose[] }[];
}

const onError = fc.oneof(
  fc.constantFrom("stop", "continue"),
  fc.record({ retry: fc.integer({ min: 1, max: 10 }), wait: duration, then: fc.constantFrom("stop", "continue") }),
);
const stepOf = (type: ActionType) => ({
  id: fc.constant("?"),
  type: fc.constant(type),
  config: configs[type],
  name: words,
  onError,
});
const plain = fc.oneof(
  ...(Object.keys(configs) as ActionType[])
    .filter((type) => !["branch", "split", "wait_for_event"].includes(type))
    .map((type) => fc.record(stepOf(type), { requiredKeys: ["id", "type", "config"] })),
);

const steps = fc.letrec<{ step: unknown; steps: unknown[] }>((tie) => {
  const withArms = (type: ActionType, arms: fc.Arbitrary<object[]>) =>
    fc.record({ ...stepOf(type), arms }, { requiredKeys: ["id", "type", "config", "arms"] });
  const below = tie("steps");
  return {
    step: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 5, arbitrary: plain },
      {
        weight: 1,
        arbitrary: withArms(
          "wait_for_event",
          fc.tuple(
            fc.record({ id: fc.constant("happened"), name: words, steps: below }),
            fc.record({ id: fc.constant("timed_out"), steps: below }),
          ),
        ),
      },
      {
        weight: 1,
        arbitrary: withArms(
          "branch",
          fc.tuple(
            fc.record({ id: fc.constant("one"), when: condition, steps: below }),
            fc.record({ id: fc.constant("rest"), name: words, steps: below }),
          ),
        ),
      },
      {
        weight: 1,
        arbitrary: withArms(
          "split",
          fc.tuple(
            fc.record({ id: fc.constant("a"), weight: fc.integer({ min: 1, max: 99 }), steps: below }),
            fc.record({ id: fc.constant("b"), weight: fc.double({ min: 0, max: 99, noNaN: true }), steps: below }),
          ),
        ),
      },
    ),
    steps: fc.array(tie("step"), { minLength: 1, maxLength: 3 }),
  };
}).steps;

/** Configs of triggers whose defaults do not suffice here. */
const triggerConfigs: Partial<Record<TriggerType, fc.Arbitrary<object>>> = {
  checkout_abandoned: partly({ after: duration }),
  product_viewed: partly({ after: duration }),
  birthday: partly({ days: fc.integer({ min: 0, max: 30 }), side: fc.constantFrom("before", "after"), at: time }),
  customer_inactive: partly({ days: fc.integer({ min: 1, max: 400 }), at: time }),
  shipment_updated: partly({ statuses: fc.constantFrom(["delivered"], ["in_transit", "delivered"]) }),
  price_drop: partly({ percent: fc.integer({ min: 1, max: 99 }) }),
  customer_tag_added: partly({ tags }),
  segment_joined: partly({ segment: words }),
  schedule: fc.record({ segmentId: uuid, timezone: fc.constantFrom(null, "Europe/Berlin") }),
  api_event: partly({ name: words }),
};
const trigger = fc
  .constantFrom(...triggerTypes)
  .chain((type) => fc.record({ type: fc.constant(type), config: triggerConfigs[type] ?? fc.constant({}) }));

const document = trigger.chain((chosen) =>
  fc.record(
    {
      name: words,
      description: words,
      kind: mayBeTransactional(chosen.type)
        ? fc.constantFrom("marketing", "transactional")
        : fc.constantFrom("marketing", "opt_in"),
      trigger: fc.constant(chosen),
      conditions: condition,
      reentry: fc.oneof(fc.constantFrom("once", "per_subject", "every_time"), fc.record({ after: duration })),
      concurrent: fc.integer({ min: 1, max: 100 }),
      exits: fc.array(
        fc.record({ on: fc.constantFrom(...triggerTypes), match: fc.constantFrom("customer", "subject") }),
        { maxLength: 3 },
      ),
      exitWhen: condition,
      steps,
    },
    { requiredKeys: ["name", "kind", "trigger", "reentry", "steps"] },
  ),
);

function numbered(given: Loose[], next: { id: number }): Loose[] {
  return given.map((step) => ({
    ...step,
    id: `s${next.id++}`,
    ...(step.arms && { arms: step.arms.map((arm) => ({ ...arm, steps: numbered(arm.steps, next) })) }),
  }));
}

/** Any definition document: every trigger, every action, nested conditions and arms. Before parsing. */
export const anyDocument = document.map((made) => ({ ...made, steps: numbered(made.steps as Loose[], { id: 1 }) }));

export const anyDefinition: fc.Arbitrary<Definition> = anyDocument.map((made) => {
  const read = readDefinition(made);
  if ("problems" in read) throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join("; "));
  return read.definition;
});
