import type { DefinitionDocument } from "#core/automations/definition.ts";
import type { Temporal } from "#core/time/time.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { accepted, buildHouse, type House } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";

/** Three people, in a state whose clock is the shop's. */
export const people = [0, 1, 2].map((at) => ({ id: String(7_000_001 + at), phone: `+1212555010${at}` }));

/** A shop under random events. */
export interface Street {
  house: House;
  shopId: string;
  /** When each number said stop last, unless it resumed. */
  stopped: Map<string, Temporal.Instant>;
  /** The flows of its own. */
  automations: string[];
}

export interface Command {
  say: string;
  do(street: Street): Promise<unknown>;
}

export const outcomes: Record<string, () => SendOutcome> = {
  accepted,
  refused: () => ({ kind: "refused", code: "21211", detail: "no such number" }),
  throttled: () => ({ kind: "throttled", detail: "too many requests" }),
  unreachable: () => ({ kind: "unreachable", detail: "connect ECONNREFUSED" }),
  unknown: () => ({ kind: "unknown", detail: "timeout" }),
};

const text = (id: string, body: string) => ({ id, type: "send_sms", config: { body } });

/** Who orders is looked after: ways part by tags and by chance, a payment is waited for, and others are told. */
const care = (second: string): Partial<DefinitionDocument> => ({
  name: "Care",
  kind: "marketing",
  trigger: { type: "order_created" },
  reentry: "per_subject",
  concurrent: 2,
  exits: [{ on: "order_cancelled", match: "subject" }],
  exitWhen: { field: "customer.tags", op: "has_any", value: ["gone"] },
  steps: [
    {
      id: "who",
      type: "branch",
      arms: [
        {
          id: "vip",
          when: { field: "customer.tags", op: "has_any", value: ["vip"] },
          steps: [
            text("vip-text", "For you, {{ customer.first_name | default: 'friend' }}"),
            { id: "start", type: "start_automation", config: { automationId: second }, onError: "continue" },
          ],
        },
        {
          id: "else",
          steps: [
            {
              id: "chance",
              type: "split",
              arms: [
                { id: "a", weight: 2, steps: [text("a-text", "Hello A")] },
                { id: "held", weight: 1, holdout: true, steps: [] },
              ],
            },
          ],
        },
      ],
    },
    {
      id: "paid",
      type: "wait_for_event",
      config: { on: "order_paid", match: "subject", timeout: { amount: 20, unit: "hours" } },
      arms: [
        {
          id: "happened",
          steps: [{ id: "tag", type: "add_tag", config: { tags: ["payer"] }, onError: { retry: 2, then: "continue" } }],
        },
        { id: "timed_out", steps: [{ id: "task", type: "create_task", config: { title: "Ask" } }] },
      ],
    },
    text("last", "See you again"),
  ],
});

const loop = (name: string, hears: string, adds: string): Partial<DefinitionDocument> => ({
  name,
  kind: "marketing",
  trigger: { type: "customer_tag_added", config: { tags: [hears] } },
  reentry: "every_time",
  steps: [{ id: "tag", type: "add_tag", config: { tags: [adds] } }],
});

/**
 * A shop with the first ready-made automations, and flows of its own that know every way to part, to wait and to
 * fail.
 */
export async function openStreet(database: TestDatabase): Promise<Street> {
  const house = buildHouse(database);
  house.store(async ({ write, told: [id, tags] }) => {
    if (write === "addTags") await house.deliver("customer.tags_added", tagsBody(tags as string[], id as string));
    return { kind: "done" };
  });
  const shopId = await house.open(["welcome", "abandoned-cart", "order-confirmation"], { credits: 8 });
  const second = await house.automate(shopId, {
    name: "Second",
    kind: "marketing",
    trigger: { type: "manual" },
    reentry: { after: { amount: 2, unit: "days" } },
    steps: [{ id: "note", type: "notify_admin", config: { title: "Second", body: "begun" } }],
  });
  const automations = [
    await house.automate(shopId, care(second)),
    await house.automate(shopId, loop("Ping", "pong", "ping")),
    await house.automate(shopId, loop("Pong", "ping", "pong")),
    await house.automate(shopId, {
      name: "Mail",
      kind: "transactional",
      trigger: { type: "order_paid" },
      reentry: "per_subject",
      steps: [{ id: "mail", type: "send_email", config: { subject: "Paid", body: "Thank you" } }],
    }),
  ];
  return { house, shopId, stopped: new Map(), automations };
}
