import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { step, type Step } from "#core/actions/index.ts";
import type { StepFacts } from "#core/sending/guards/define.ts";
import { reasons, type Reason } from "#core/activity/reasons.ts";
import { decideStep, type Decision, type DueStep } from "#core/engine/decide.ts";
import type { ShortLinks } from "#core/sending/links.ts";
import { automationStatuses, consentStates, sequenceStatuses } from "#core/statuses.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { dueFacts, MORNING, NIGHT, NOON } from "../sending/guards/facts.ts";
import { anInstant } from "../instant.ts";

const text = step.parse(say("hello", "Hi {{ customer.first_name | default: 'there' }}"));
const wait = step.parse(pause("pause", 1, "days"));
const ada = { customer: { first_name: "Ada" } };

/** The guards in the order that DESIGN.md prescribes. */
const OF_STEPS = ["shop_installed", "automation_active", "sequence_active", "exits"];
const OF_TEXTS = [
  "customer_not_erased",
  "order_open",
  "number_valid",
  "number_reachable",
  "country_served",
  "sender_approved",
  "sms_pumping",
  "consent",
  "cart_rule",
  "quiet_hours",
  "frequency_cap",
  "message",
];

/** A due step of a simple automation whose text reads the values. */
const decide = (
  due: Step,
  facts: StepFacts,
  values: Record<string, unknown> = {},
  different: Partial<DueStep> = {},
): Decision =>
  decideStep({
    definition: definitionOf(),
    step: due,
    facts,
    now: facts.now,
    timezone: "America/New_York",
    shopTimezone: "America/New_York",
    values,
    seed: "seed",
    secret: "secret",
    heard: null,
    plainValues: true,
    language: "en",
    mailbox: { address: "ada@example.com", consent: "subscribed", recent: [] },
    links: null,
    ...different,
  });

const guardsOf = ({ checks }: Decision) => checks.map(({ guard }) => guard);

describe("a text that all guards let through", () => {
  test("goes to the number, as written, for the price of its segments", () => {
    const decision = decide(text, dueFacts(), ada);
    expect(decision).toMatchObject({
      kind: "text",
      text: { to: "+12125550147", body: "Hi Ada", segments: 1, credits: 1 },
    });
    expect(guardsOf(decision)).toEqual([...OF_STEPS, ...OF_TEXTS]);
  });

  test("costs more where it is longer, and where it goes farther", () => {
    const long = step.parse(say("hello", "a".repeat(200)));
    expect(decide(long, dueFacts(), {})).toMatchObject({ text: { segments: 2, credits: 2 } });
    expect(decide(long, dueFacts({ recipient: { phone: "+33612345678" } }), {})).toMatchObject({
      text: { segments: 2, credits: 12 },
    });
  });
});

describe("links to the store's own pages", () => {
  const links: ShortLinks = {
    shortens: true,
    optOutBase: "https://bell.example/u/",
    base: "https://bell.example/l/",
    hosts: ["juniper.myshopify.com"],
    codeOf: (target) => `${new URL(target).pathname.slice(1)}0000000000`.slice(0, 11),
  };
  const values = {
    ...ada,
    shop: { name: "Juniper & Co", url: "https://juniper.myshopify.com" },
    checkout: { url: `https://juniper.example/cart?key=${"a".repeat(150)}` },
  };
  const definition = definitionOf({ trigger: { type: "checkout_abandoned" } });
  const pointing = step.parse(
    say("hello", "Your cart: {{ checkout.url }}. All else: {{ shop.url }}/all or https://elsewhere.example/cart"),
  );
  const body =
    "Your cart: https://bell.example/l/cart0000000. All else: https://bell.example/l/all00000000 " +
    "or https://elsewhere.example/cart";

  test("are shortened before counting, charging and sending, and keep their targets", () => {
    expect(decide(pointing, dueFacts(), values, { definition, links })).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ guard: "message", saw: { characters: body.length, segments: 1, encoding: "GSM-7" } }),
      ]) as unknown,
      text: {
        body,
        segments: 1,
        credits: 1,
        links: [
          { code: "cart0000000", target: values.checkout.url },
          { code: "all00000000", target: "https://juniper.myshopify.com/all" },
        ],
      },
    });
  });

  test("stay as they are where the shop wants them so, and in what one person writes to another", () => {
    for (const [facts, different] of [
      [dueFacts(), {}],
      [dueFacts({ kind: "conversation", wroteAt: NOON }), { links }],
    ] as const) {
      expect(decide(pointing, facts, values, { definition, ...different })).toMatchObject({
        kind: "text",
        text: { body: expect.stringContaining(values.checkout.url) as string, segments: 2, links: [] },
      });
    }
  });

  test("name no shop: a first text that named it by its address alone is given its name", () => {
    const named = step.parse(say("hello", "See https://juniper.myshopify.com/new"));
    const facts = dueFacts({ firstMarketing: true, shop: { name: "Juniper" } });
    expect(decide(named, facts, values, { links })).toMatchObject({
      text: { body: "Juniper: See https://bell.example/l/new00000000 Reply STOP to opt out" },
    });
  });
});

test("a step that is no text is asked what steps are asked, and then done", () => {
  const nobody = dueFacts({ now: NIGHT, recipient: { phone: null, consent: "unsubscribed", suppressed: true } });
  expect(decide(wait, nobody, {})).toMatchObject({ kind: "done" });
  expect(guardsOf(decide(wait, nobody, {}))).toEqual(OF_STEPS);
  expect(decide(wait, dueFacts({ automation: { status: "paused" } }), {})).toMatchObject({
    kind: "hold",
    reason: "automation_paused",
  });
});

describe("the first marketing text to a number", () => {
  test("says who writes and how to stop, and counts what that takes", () => {
    const decision = decide(text, dueFacts({ firstMarketing: true }), ada);
    expect(decision).toMatchObject({ kind: "text", text: { body: "Juniper & Co: Hi Ada. Reply STOP to opt out" } });
    expect(decision.checks.at(-1)).toMatchObject({
      guard: "identification",
      answer: "pass",
      saw: { first_marketing_text: true, names_the_shop: false, says_how_to_stop: false },
    });
  });

  test("applies neither to transactional texts nor to the second text", () => {
    for (const facts of [dueFacts({ firstMarketing: true, kind: "transactional" }), dueFacts()]) {
      const decision = decide(text, facts, ada);
      expect(decision).toMatchObject({ text: { body: "Hi Ada" } });
      expect(guardsOf(decision)).not.toContain("identification");
    }
  });
});

describe("an e-mail", () => {
  const email = step.parse({
    id: "mail",
    type: "send_email",
    config: { subject: "Hi {{ customer.first_name }}", body: "Thanks" },
  });
  const OF_EMAILS = ["customer_not_erased", "order_open", "email_address", "email_consent", "email_cap"];

  test("goes to the address, at any hour, with no number at all", () => {
    const decision = decide(email, dueFacts({ now: NIGHT, recipient: { phone: null, consent: "unsubscribed" } }), ada);
    expect(decision).toMatchObject({
      kind: "email",
      email: { to: "ada@example.com", subject: "Hi Ada", body: "Thanks" },
    });
    expect(guardsOf(decision)).toEqual([...OF_STEPS, ...OF_EMAILS]);
  });

  test.for([
    ["the automation is off", dueFacts({ automation: { status: "paused" } }), {}, "hold", "automation_paused"],
    ["the customer was erased", dueFacts({ customer: { erased: true } }), {}, "skip", "customer_erased"],
    ["there is no address", dueFacts(), { address: null }, "skip", "no_email"],
    ["they never agreed to e-mails", dueFacts(), { consent: "not_subscribed" }, "skip", "no_email_consent"],
    ["they have said no more", dueFacts(), { consent: "unsubscribed" }, "skip", "opted_out"],
    [
      "they have had enough",
      dueFacts(),
      { recent: [NOON, NOON].map((time) => time.subtract({ hours: 1 })) },
      "skip",
      "frequency_cap",
    ],
  ] as const)("does not go where %s", ([, facts, mailbox, kind, reason]) => {
    expect(
      decide(email, facts, ada, {
        mailbox: { address: "ada@example.com", consent: "subscribed", recent: [], ...mailbox },
      }),
    ).toMatchObject({ kind, reason });
  });

  test("that cannot be written fails", () => {
    expect(
      decide(
        step.parse({
          id: "mail",
          type: "send_email",
          config: { subject: "Hi", body: "{{ now | date: '%H', 'Mars/Phobos' }}" },
        }),
        dueFacts(),
      ),
    ).toMatchObject({ kind: "fail", reason: "template_error", detail: expect.stringMatching(/^body: .*Mars/) });
  });
});

describe("a step that asks for no message", () => {
  const sleeper = dueFacts({
    now: NIGHT,
    customer: { erased: true },
    recipient: { phone: null, consent: "unsubscribed", suppressed: true },
  });
  const tagged = { field: "customer.tags", op: "has_any", value: ["vip"] };

  test("does what it does, at any hour, whatever was agreed to", () => {
    expect(decide(step.parse({ id: "tag", type: "add_tag", config: { tags: ["vip"] } }), sleeper)).toMatchObject({
      kind: "act",
      act: { type: "add_tags", tags: ["vip"] },
    });
    expect(decide(step.parse({ id: "out", type: "exit" }), sleeper)).toMatchObject({ kind: "leave" });
  });

  test("chooses an arm and records its inputs as the last check", () => {
    const branch = step.parse({
      id: "which",
      type: "branch",
      arms: [
        { id: "vip", when: tagged, steps: [] },
        { id: "rest", steps: [] },
      ],
    });
    const decision = decide(branch, sleeper, { customer: { tags: ["vip"] } });
    expect(decision).toMatchObject({ kind: "choose", arm: "vip", reason: null });
    expect(decision.checks.at(-1)).toEqual({
      guard: "branch",
      answer: "pass",
      saw: { arm: "vip" },
      trace: [{ path: "vip", field: "customer.tags", op: "has_any", wanted: ["vip"], saw: ["vip"], match: true }],
    });
  });

  test("puts a customer in the holdout group and logs it", () => {
    const split = step.parse({
      id: "chance",
      type: "split",
      arms: [
        { id: "held", weight: 1, holdout: true, steps: [] },
        { id: "texted", weight: 0, steps: [say("hi")] },
      ],
    });
    const decision = decide(split, sleeper);
    expect(decision).toMatchObject({ kind: "choose", arm: "held", reason: "holdout" });
    expect(decision.checks.at(-1)).toMatchObject({
      guard: "split",
      answer: "pass",
      reason: "holdout",
      saw: { arm: "held", share: 1 },
    });
  });

  test("sees the awaited event, or times out", () => {
    const waits = step.parse({
      id: "w",
      type: "wait_for_event",
      config: { on: "order_created", timeout: { amount: 1, unit: "days" } },
    });
    expect(decide(waits, sleeper)).toMatchObject({ kind: "choose", arm: "timed_out" });
    expect(decide(waits, sleeper, {}, { heard: { on: "order_created", at: NOON } })).toMatchObject({
      kind: "choose",
      arm: "happened",
    });
  });
});

describe("exit conditions before every step", () => {
  const definition = definitionOf({ exitWhen: { field: "customer.tags", op: "has_any", value: ["stopped"] } });
  const decided = (tags: unknown) => decide(wait, dueFacts(), { customer: { tags } }, { definition });

  test("leaves, with what was seen", () => {
    const decision = decided(["stopped"]);
    expect(decision).toMatchObject({ kind: "exit", reason: "exited" });
    expect(decision.checks.at(-1)).toMatchObject({
      guard: "exit_conditions",
      answer: "exit",
      reason: "exited",
      saw: { met: true },
      trace: [{ saw: ["stopped"], match: true }],
    });
  });

  test("keeps the sequence when the condition does not match or has no value", () => {
    for (const tags of [["vip"], null, undefined, "stopped"]) {
      const decision = decided(tags);
      expect(decision.kind).toBe("done");
      expect(decision.checks.at(-1)).toMatchObject({ guard: "exit_conditions", answer: "pass" });
    }
  });
});

describe("the first guard that does not let a text through decides, and is the last that was asked", () => {
  const broken = say("hello", "{{ now | date: '%H', 'Mars/Phobos' }}");
  const landline = {
    code: "30006",
    since: NOON.subtract({ hours: 5 }).toString(),
    until: NIGHT.add({ hours: 24 }).toString(),
  };
  test.for([
    [
      "the app was removed",
      dueFacts({ shop: { installed: false }, automation: { status: "archived" } }),
      "exit",
      "shop_uninstalled",
      "shop_installed",
    ],
    [
      "the automation is off",
      dueFacts({ automation: { status: "paused" }, exit: { on: "order_created", at: NOON } }),
      "hold",
      "automation_paused",
      "automation_active",
    ],
    [
      "the sequence was cancelled, also while the automation is off",
      dueFacts({
        automation: { status: "paused" },
        sequence: { status: "cancelled" },
        exit: { on: "order_created", at: NOON },
      }),
      "exit",
      "sequence_cancelled",
      "sequence_active",
    ],
    [
      "the customer bought",
      dueFacts({ exit: { on: "order_created", at: NOON }, customer: { erased: true } }),
      "exit",
      "exited",
      "exits",
    ],
    [
      "the customer was erased",
      dueFacts({ customer: { erased: true }, recipient: { phone: null } }),
      "skip",
      "customer_erased",
      "customer_not_erased",
    ],
    [
      "there is no number",
      dueFacts({ recipient: { phone: null, consent: "unsubscribed" } }),
      "skip",
      "no_phone",
      "number_valid",
    ],
    ["the number is none", dueFacts({ recipient: { phone: "+12" } }), "skip", "invalid_phone", "number_valid"],
    [
      "a landline has the number",
      dueFacts({ recipient: { phone: "+18765550123", suppressed: true, unreachable: landline } }),
      "skip",
      "unreachable",
      "number_reachable",
    ],
    [
      "nobody sends there",
      dueFacts({ recipient: { phone: "+18765550123", suppressed: true } }),
      "skip",
      "country_not_served",
      "country_served",
      "sender_approved",
    ],
    ["they said stop", dueFacts({ now: NIGHT, recipient: { suppressed: true } }), "skip", "opted_out", "consent"],
    [
      "they never agreed",
      dueFacts({ now: NIGHT, recipient: { consent: "not_subscribed" } }),
      "skip",
      "no_consent",
      "consent",
    ],
    [
      "they have been asked and not answered",
      dueFacts({ now: NIGHT, recipient: { consent: "pending" } }),
      "skip",
      "opt_in_pending",
      "consent",
    ],
    [
      "this cart had its reminder",
      dueFacts({ now: NIGHT, cart: { token: "t", abandonedAt: NOON, remindedAt: NOON } }),
      "skip",
      "cart_already_reminded",
      "cart_rule",
    ],
    [
      "the number of the United States never confirmed",
      dueFacts({
        now: NIGHT,
        cart: { token: "t", abandonedAt: NOON, remindedAt: null },
        recipient: { level: "single_opt_in" },
      }),
      "skip",
      "not_confirmed",
      "cart_rule",
    ],
    ["it is night", dueFacts({ now: NIGHT }), "defer", "quiet_hours", "quiet_hours"],
    [
      "they have had enough",
      dueFacts({ recent: [NOON, NOON, NOON].map((time) => time.subtract({ hours: 1 })) }),
      "skip",
      "frequency_cap",
      "frequency_cap",
    ],
  ] as const)("%s", ([, facts, kind, reason, guard]) => {
    const decision = decide(text, facts, ada);
    expect(decision).toMatchObject({ kind, reason });
    const all = [...OF_STEPS, ...OF_TEXTS];
    expect(guardsOf(decision)).toEqual(all.slice(0, all.indexOf(guard) + 1));
    expect(decision.checks.at(-1)).toMatchObject({ guard, answer: kind, reason });
  });

  test("the text cannot be written", () => {
    const decision = decide(step.parse(broken), dueFacts(), ada);
    expect(decision).toMatchObject({ kind: "skip", reason: "template_error" });
    expect(decision.checks.at(-1)).toMatchObject({
      guard: "message",
      saw: { problem: expect.stringContaining("Mars/Phobos") },
    });
  });

  test("the text came out empty, or too long", () => {
    expect(decide(step.parse(say("hello", "{{ nobody }}")), dueFacts(), {})).toMatchObject({
      kind: "skip",
      reason: "message_empty",
    });
    expect(decide(step.parse(say("hello", "a".repeat(1_601))), dueFacts(), {})).toMatchObject({
      kind: "skip",
      reason: "message_too_long",
    });
  });
});

describe("a text that has waited for credits", () => {
  const waited = (hours: number) =>
    dueFacts({
      kind: "transactional",
      unpaid: { since: NOON.subtract({ hours }), staleAfter: { amount: 24, unit: "hours" } },
    });

  test("goes while it is still of use", () => {
    const decision = decide(text, waited(1), ada);
    expect(decision.kind).toBe("text");
    expect(guardsOf(decision)).toEqual([...OF_STEPS, "credits_in_time", ...OF_TEXTS]);
  });

  test("is left out when credits came too late", () => {
    expect(decide(text, waited(72), ada)).toMatchObject({ kind: "skip", reason: "stale_event" });
  });
});

test("a deferral says until when, to the log as text", () => {
  const decision = decide(text, dueFacts({ now: NIGHT }), ada);
  expect(decision).toMatchObject({ kind: "defer", until: MORNING });
  expect(decision.checks.at(-1)?.until).toBe(MORNING.toString());
});

const someFacts: fc.Arbitrary<StepFacts> = fc
  .record({
    now: anInstant,
    kind: fc.constantFrom("marketing", "transactional"),
    automation: fc.record({ status: fc.constantFrom(...automationStatuses, "active", "active") }),
    sequence: fc.record({ status: fc.constantFrom(...sequenceStatuses, "active", "active") }),
    exit: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      fc.record({ on: fc.constant("order_created"), at: anInstant }),
    ),
    shop: fc.record({
      installed: fc.constantFrom(true, true, true, false),
      transactionalAtNight: fc.boolean(),
      timezone: fc.constantFrom("America/New_York", "Asia/Tokyo"),
    }),
    customer: fc.record({
      erased: fc.constantFrom(false, false, false, true),
      countryCode: fc.constantFrom("US", "CA", "FR", null),
      provinceCode: fc.constantFrom("NY", "FL", "ON", null),
    }),
    recipient: fc.record({
      phone: fc.constantFrom("+12125550147", "+14165550123", "+33612345678", "+18765550123", "12", null),
      consent: fc.constantFrom(...consentStates, "subscribed"),
      level: fc.constantFrom("single_opt_in", "confirmed_opt_in", null),
      namesCartReminders: fc.boolean(),
      suppressed: fc.constantFrom(false, false, true),
      marketingHeld: fc.constantFrom(false, false, false, true),
      unreachable: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        fc.record({
          code: fc.constant("30006"),
          since: fc.constant("2026-01-01T00:00:00Z"),
          until: anInstant.map((until) => until.toString()),
        }),
      ),
    }),
    cart: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      fc.record({ token: fc.constant("t"), abandonedAt: anInstant, remindedAt: fc.constantFrom(null, NOON) }),
    ),
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
      const decision = decide(due, facts, ada);
      expect(decide(due, facts, ada)).toEqual(decision);

      const all = due.type === "wait" ? OF_STEPS : [...OF_STEPS, ...OF_TEXTS];
      expect(guardsOf(decision)).toEqual(all.slice(0, decision.checks.length));
      const refusal = "reason" in decision ? decision.reason : null;
      if (!refusal) expect(decision.checks).toHaveLength(all.length);
      for (const check of refusal ? decision.checks.slice(0, -1) : decision.checks) expect(check.answer).toBe("pass");
      if (refusal) {
        expect(decision.checks.at(-1)).toMatchObject({ answer: decision.kind, reason: refusal });
        expect(reasons).toHaveProperty(refusal satisfies Reason);
      }
    }),
    { numRuns: 400 },
  );
});

const mayNotBeTexted = ({ kind, customer: { erased }, recipient: { suppressed, consent } }: StepFacts) =>
  suppressed || erased || (kind === "marketing" && consent !== "subscribed");

test("no text ever goes to someone who said stop, and no marketing to someone who did not agree", () => {
  fc.assert(
    fc.property(someFacts.filter(mayNotBeTexted), (facts) => {
      expect(decide(text, facts, ada).kind).not.toBe("text");
    }),
    { numRuns: 200 },
  );
});
