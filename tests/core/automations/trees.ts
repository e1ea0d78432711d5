import fc from "fast-check";
import type { StepDocument } from "#core/actions/index.ts";
import { readDefinition, type Definition, type DefinitionDocument } from "#core/automations/definition.ts";
import type { Condition } from "#core/conditions/index.ts";
import type { Duration } from "#core/time/duration.ts";
import { AUTOMATION, HOOK, SEGMENT } from "../actions/scenarios.ts";

/** Random valid definitions from all actions. */

type Unnamed = Omit<StepDocument, "id" | "arms"> & { arms?: readonly ArmPlan[] };
type ArmPlan = { id?: string; settings?: Record<string, unknown>; steps: Unnamed[] };

const aDuration: fc.Arbitrary<Duration> = fc.record({
  amount: fc.integer({ min: 0, max: 60 }),
  unit: fc.constantFrom("minutes", "hours", "days"),
});
const aTime = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const aZone = fc.constantFrom("customer", "shop");
const someDays = fc.subarray(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const aDate = fc.constantFrom("order.created_at", "customer.since", "customer.fields.renewal");

const aQuestion: fc.Arbitrary<Condition> = fc.constantFrom<Condition[]>(
  { field: "customer.tags", op: "has_any", value: ["vip"] },
  { field: "order.total", op: "at_least", value: { amount: "50.00", currency: "USD" } },
  { field: "order.item_count", op: "less_than", value: 3 },
  { field: "customer.sms_consent", op: "is_true" },
  { field: "customer.country", op: "one_of", value: ["US", "CA"] },
);
/** A condition that is valid in all of these definitions. */
export const aFlowCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    aQuestion,
    fc.record({ all: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("node") }),
  ),
})).node;

const leaf = (type: string, config: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Unnamed> =>
  config.map((settings) => ({ type, config: settings }));
const always = (config: Record<string, unknown>) => fc.constant(config);
const aText = fc.constantFrom(
  "Hello",
  "Hi {{ customer.first_name | default: 'there' }}",
  "{% for line in order.lines %}{{ line.title }} {% endfor %}",
  "Back by {{ now | date: '%A' }}",
);

const aLeaf: fc.Arbitrary<Unnamed> = fc.oneof(
  { weight: 4, arbitrary: leaf("send_sms", fc.record({ body: aText, overCap: fc.constantFrom("skip", "defer") })) },
  leaf("send_email", fc.record({ subject: aText, body: aText })),
  leaf("add_tag", always({ tags: ["vip"] })),
  leaf("remove_tag", always({ tags: ["vip"] })),
  leaf("update_field", fc.record({ field: fc.constantFrom("note", "seen"), value: aText })),
  leaf("add_to_segment", always({ segmentId: SEGMENT })),
  leaf("remove_from_segment", always({ segmentId: SEGMENT })),
  leaf(
    "call_webhook",
    fc.record({ url: fc.constant(HOOK), fields: fc.dictionary(fc.constantFrom("who", "what"), aText) }),
  ),
  leaf("create_task", fc.record({ title: aText }, { requiredKeys: ["title"] })),
  leaf("notify_admin", fc.record({ title: aText, body: aText })),
  leaf("create_discount", always({ prefix: "HI", kind: "percentage", value: "10" })),
  leaf("start_automation", always({ automationId: AUTOMATION })),
  leaf("exit", always({})),
  {
    weight: 4,
    arbitrary: leaf(
      "wait",
      fc.oneof(
        fc.record({ for: aDuration }),
        fc.record({ untilTime: fc.record({ at: aTime, weekdays: someDays, zone: aZone }) }),
        fc.record({
          untilDate: fc.record({ field: aDate, days: fc.integer({ min: -9, max: 9 }), at: aTime, zone: aZone }),
        }),
      ),
    ),
  },
);

const anOnError = fc.constantFrom(undefined, "stop" as const, "continue" as const, {
  retry: 2,
  wait: { amount: 5, unit: "minutes" as const },
  then: "continue" as const,
});

/** Steps without ids; their positions give unique ids. */
const someSteps: fc.Arbitrary<Unnamed[]> = fc.letrec<{ steps: Unnamed[]; step: Unnamed }>((tie) => {
  const arm = (settings: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<ArmPlan> =>
    fc.record({ settings, steps: tie("steps") });
  const branch = fc
    .record({
      arms: fc.array(arm(aFlowCondition.map((when) => ({ when }))), { minLength: 1, maxLength: 3 }),
      otherwise: fc.option(arm(fc.constant({})), { nil: undefined }),
    })
    .map(({ arms, otherwise }): Unnamed => ({ type: "branch", arms: otherwise ? [...arms, otherwise] : arms }));
  const split = fc
    .record({
      arms: fc.array(arm(fc.integer({ min: 1, max: 9 }).map((weight) => ({ weight }))), { minLength: 2, maxLength: 3 }),
      holdout: fc.boolean(),
    })
    .map(({ arms, holdout }): Unnamed => ({
      type: "split",
      arms: holdout ? [...arms, { settings: { weight: 1, holdout: true }, steps: [] }] : arms,
    }));
  const waitForEvent = fc
    .record({
      on: fc.constantFrom("order_created", "link_clicked"),
      match: fc.constantFrom("customer", "subject"),
      timeout: aDuration,
      happened: tie("steps"),
      timedOut: fc.option(tie("steps"), { nil: undefined }),
    })
    .map(({ happened, timedOut, ...config }): Unnamed => ({
      type: "wait_for_event",
      config,
      arms: [{ id: "happened", steps: happened }, ...(timedOut ? [{ id: "timed_out", steps: timedOut }] : [])],
    }));
  return {
    steps: fc.array(
      fc
        .record({ step: tie("step"), onError: anOnError })
        .map(({ step, onError }): Unnamed => ({ ...step, ...(onError && { onError }) })),
      { maxLength: 3 },
    ),
    step: fc.oneof(
      { maxDepth: 3, depthSize: "small", withCrossShrink: true },
      { weight: 4, arbitrary: aLeaf },
      { weight: 2, arbitrary: branch },
      split,
      waitForEvent,
    ),
  };
}).steps;

function named(steps: readonly Unnamed[], next: { id: number }): StepDocument[] {
  return steps.map(({ arms, ...step }) => ({
    id: `s${next.id++}`,
    ...step,
    ...(arms && {
      arms: arms.map(({ id, settings, steps: below }, at) => ({
        id: id ?? `arm${at}`,
        ...settings,
        steps: named(below, next),
      })),
    }),
  }));
}

/** One step or more, nested at most four levels deep. */
export const aTree: fc.Arbitrary<StepDocument[]> = someSteps
  .map((steps) => named(steps, { id: 1 }))
  .filter((steps) => steps.length > 0 && JSON.stringify(steps).split('"type"').length <= 100);

export const aDocument: fc.Arbitrary<DefinitionDocument> = fc.record(
  {
    name: fc.constantFrom("Flow", "After the sale"),
    description: fc.constantFrom("", "For regulars"),
    kind: fc.constantFrom("marketing" as const, "transactional" as const),
    trigger: fc.constantFrom(
      { type: "order_created" },
      { type: "order_paid", config: {} },
      { type: "order_fulfilled" },
    ),
    conditions: aFlowCondition,
    reentry: fc.constantFrom("once" as const, "per_subject" as const, "every_time" as const, {
      after: { amount: 30, unit: "days" as const },
    }),
    concurrent: fc.integer({ min: 1, max: 3 }),
    exits: fc.subarray([
      { on: "order_cancelled" as const, match: "subject" as const },
      { on: "order_created" as const, match: "customer" as const },
    ]),
    exitWhen: aFlowCondition,
    steps: aTree,
  },
  { requiredKeys: ["name", "kind", "trigger", "reentry", "steps"] },
);

/** @throws when the definition is invalid, with its problems */
export const aDefinition: fc.Arbitrary<Definition> = aDocument.map((document) => {
  const read = readDefinition(document);
  if ("problems" in read) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
  return read.definition;
});
