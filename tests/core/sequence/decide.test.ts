import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { step } from "#core/actions/index.ts";
import type { StepFacts } from "#core/guards/define.ts";
import { reasons, type Reason } from "#core/reasons.ts";
import { decideStep, type Decision } from "#core/sequence/decide.ts";
import { automationStatuses, consentStates, sequenceStatuses } from "#core/statuses.ts";
import { pause, say } from "../definitions.ts";
import { dueFacts, MORNING, NIGHT, NOON } from "../guards/facts.ts";
import { anInstant } from "../instant.ts";

const text = step.parse(say("hello", "Hi {{ customer.first_name | default: 'there' }}"));
const wait = step.parse(pause("pause", 1, "days"));
const ada = { customer: { first_name: "Ada" } };

/** The guards as the law of the house names them, in their order. */
const OF_STEPS = ["shop_installed", "automation_active", "sequence_active", "exits"];
const OF_TEXTS = ["customer_not_erased", "number_valid", "country_served", "consent", "cart_rule", "quiet_hours", "frequency_cap", "message"];

const guardsOf = ({ checks }: Decision) => checks.map(({ guard }) => guard);

describe("a text that all guards let through", () => {
  test("goes to the number, as written, for the price of its segments", () => {
    const decision = decideStep(text, dueFacts(), ada);
    expect(decision).toMatchObject({ kind: "text", text: { to: "+12125550147", body: "Hi Ada", segments: 1, credits: 1 } });
    expect(guardsOf(decision)).toEqual([...OF_STEPS, ...OF_TEXTS]);
  });

  test("costs more where it is longer, and where it goes farther", () => {
    const long = step.parse(say("hello", "a".repeat(200)));
    expect(decideStep(long, dueFacts(), {})).toMatchObject({ text: { segments: 2, credits: 2 } });
    expect(decideStep(long, dueFacts({ customer: { phone: "+33612345678" } }), {})).toMatchObject({ text: { segments: 2, credits: 12 } });
  });
});

test("a step that is no text is asked what steps are asked, and then done", () => {
  const nobody = dueFacts({ now: NIGHT, customer: { phone: null, consent: "unsubscribed", suppressed: true } });
  expect(decideStep(wait, nobody, {})).toMatchObject({ kind: "done" });
  expect(guardsOf(decideStep(wait, nobody, {}))).toEqual(OF_STEPS);
  expect(decideStep(wait, dueFacts({ automation: { status: "paused" } }), {})).toMatchObject({ kind: "hold", reason: "automation_paused" });
});

describe("the first guard that does not let a text through decides, and is the last that was asked", () => {
  const broken = say("hello", "{{ now | date: '%H', 'Mars/Phobos' }}");
  test.for([
    ["the app was removed", dueFacts({ shop: { installed: false }, automation: { status: "archived" } }), "exit", "shop_uninstalled", "shop_installed"],
    ["the automation is off", dueFacts({ automation: { status: "paused" }, sequence: { status: "cancelled" } }), "hold", "automation_paused", "automation_active"],
    [
      "the sequence was cancelled",
      dueFacts({ sequence: { status: "cancelled" }, exit: { on: "order_created", at: NOON } }),
      "exit",
      "sequence_cancelled",
      "sequence_active",
    ],
    ["the customer bought", dueFacts({ exit: { on: "order_created", at: NOON }, customer: { erased: true } }), "exit", "exited", "exits"],
    ["the customer was erased", dueFacts({ customer: { erased: true, phone: null } }), "skip", "customer_erased", "customer_not_erased"],
    ["there is no number", dueFacts({ customer: { phone: null, consent: "unsubscribed" } }), "skip", "no_phone", "number_valid"],
    ["the number is none", dueFacts({ customer: { phone: "+12" } }), "skip", "invalid_phone", "number_valid"],
    ["nobody sends there", dueFacts({ customer: { phone: "+18765550123", suppressed: true } }), "skip", "country_not_served", "country_served"],
    ["they said stop", dueFacts({ now: NIGHT, customer: { suppressed: true } }), "skip", "opted_out", "consent"],
    ["they never agreed", dueFacts({ now: NIGHT, customer: { consent: "not_subscribed" } }), "skip", "no_consent", "consent"],
    ["it is night", dueFacts({ now: NIGHT }), "defer", "quiet_hours", "quiet_hours"],
  ] as const)("%s", ([, facts, kind, reason, guard]) => {
    const decision = decideStep(text, facts, ada);
    expect(decision).toMatchObject({ kind, reason });
    const all = [...OF_STEPS, ...OF_TEXTS];
    expect(guardsOf(decision)).toEqual(all.slice(0, all.indexOf(guard) + 1));
    expect(decision.checks.at(-1)).toMatchObject({ guard, answer: kind, reason });
  });

  test("the text cannot be written", () => {
    const decision = decideStep(step.parse(broken), dueFacts(), ada);
    expect(decision).toMatchObject({ kind: "skip", reason: "template_error" });
    expect(decision.checks.at(-1)).toMatchObject({ guard: "message", saw: { problem: expect.stringContaining("Mars/Phobos") } });
  });

  test("the text came out empty, or too long", () => {
    expect(decideStep(step.parse(say("hello", "{{ nobody }}")), dueFacts(), {})).toMatchObject({ kind: "skip", reason: "message_empty" });
    expect(decideStep(step.parse(say("hello", "a".repeat(1_601))), dueFacts(), {})).toMatchObject({ kind: "skip", reason: "message_too_long" });
  });
});

test("a deferral says until when, to the log as text", () => {
  const decision = decideStep(text, dueFacts({ now: NIGHT }), ada);
  expect(decision).toMatchObject({ kind: "defer", until: MORNING });
  expect(decision.checks.at(-1)?.until).toBe(MORNING.toString());
});

const someFacts: fc.Arbitrary<StepFacts> = fc
  .record({
    now: anInstant,
    kind: fc.constantFrom("marketing", "transactional"),
    automation: fc.record({ status: fc.constantFrom(...automationStatuses, "active", "active") }),
    sequence: fc.record({ status: fc.constantFrom(...sequenceStatuses, "active", "active") }),
    exit: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.record({ on: fc.constant("order_created"), at: anInstant })),
    shop: fc.record({
      installed: fc.constantFrom(true, true, true, false),
      transactionalAtNight: fc.boolean(),
      timezone: fc.constantFrom("America/New_York", "Asia/Tokyo"),
    }),
    customer: fc.record({
      erased: fc.constantFrom(false, false, false, true),
      phone: fc.constantFrom("+12125550147", "+14165550123", "+33612345678", "+18765550123", "12", null),
      countryCode: fc.constantFrom("US", "CA", "FR", null),
      provinceCode: fc.constantFrom("NY", "FL", "ON", null),
      consent: fc.constantFrom(...consentStates, "subscribed"),
      suppressed: fc.constantFrom(false, false, true),
    }),
  })
  .map(dueFacts);
const someStep = fc.constantFrom(
  text,
  wait,
  step.parse(say("empty", "{{ nobody }}")),
  step.parse(say("long", "a".repeat(1_700))),
  step.parse(say("wide", "☃ {{ now }}")),
);

test("whatever the facts, a decision is made once, for a reason that the last check carries, after checks that passed", () => {
  fc.assert(
    fc.property(someStep, someFacts, (due, facts) => {
      const decision = decideStep(due, facts, ada);
      expect(decideStep(due, facts, ada)).toEqual(decision);

      const all = due.type === "wait" ? OF_STEPS : [...OF_STEPS, ...OF_TEXTS];
      expect(guardsOf(decision)).toEqual(all.slice(0, decision.checks.length));
      const decided = decision.kind === "text" || decision.kind === "done";
      if (decided) expect(decision.checks).toHaveLength(all.length);
      for (const check of decided ? decision.checks : decision.checks.slice(0, -1)) expect(check.answer).toBe("pass");
      if (!decided) {
        expect(decision.checks.at(-1)).toMatchObject({ answer: decision.kind, reason: decision.reason });
        expect(reasons).toHaveProperty(decision.reason satisfies Reason);
      }
    }),
    { numRuns: 400 },
  );
});

const mayNotBeTexted = ({ kind, customer: { suppressed, consent, erased } }: StepFacts) =>
  suppressed || erased || (kind === "marketing" && consent !== "subscribed");

test("no text ever goes to someone who said stop, and no marketing to someone who did not agree", () => {
  fc.assert(
    fc.property(someFacts.filter(mayNotBeTexted), (facts) => {
      expect(decideStep(text, facts, ada).kind).not.toBe("text");
    }),
    { numRuns: 200 },
  );
});
