import type { ActionMoment, Plan } from "#core/actions/define.ts";
import type { ActionType, StepDocument } from "#core/actions/index.ts";
import type { Instant } from "#core/time/time.ts";
import { sampleOf } from "#core/triggers/index.ts";
import { at } from "../instant.ts";

/** Noon in New York, the customer's zone; 9:00 at the shop. */
export const NOON = at("2026-05-04T16:00:00Z");
/** The input of the scenarios: an order by the sample customer. */
export const TRIGGER = "order_created";
export const moment: ActionMoment = {
  now: NOON,
  timezone: "America/New_York",
  shopTimezone: "America/Los_Angeles",
  values: sampleOf(TRIGGER),
};

/** Ids of the shop's rows; a test with a database replaces them. */
export const SEGMENT = "018f0000-0000-7000-8000-00000000000a";
export const AUTOMATION = "018f0000-0000-7000-8000-00000000000b";
export const HOOK = "https://hooks.example/loyalty";

type Document = Omit<StepDocument, "id" | "type">;

/** A step's expected plan. */
export interface Scenario {
  /** The test's name. */
  fact: string;
  document: Document;
  /** The awaited event of a wait-for-event step. */
  heard?: { on: string; at: Instant };
  /** The expected plan; a text matches any text that contains it. */
  plan: Plan;
}

const BAD_ZONE = "{{ now | date: '%H', 'Mars/Phobos' }}";
const unwritten = (name: string): Plan => ({ kind: "refuse", reason: "template_error", detail: name });
const says = (id: string, body: string): StepDocument => ({ id, type: "send_sms", config: { body } });
const isVip = { field: "customer.tags", op: "has_any", value: ["vip"] };
const isLarge = { field: "order.total", op: "at_least", value: { amount: "500.00", currency: "USD" } };
const notLarge = {
  path: "large",
  field: "order.total",
  op: "at_least",
  wanted: { amount: "500.00", currency: "USD" },
  saw: { amount: "86.00", currency: "USD" },
  match: false,
};

/** One for each plan of each action; a missing action does not compile. */
export const scenarios: Record<ActionType, readonly Scenario[]> = {
  send_sms: [
    {
      fact: "a text is written for its reader",
      document: { config: { body: "Hi {{ customer.first_name }}, {{ order.total }}" } },
      plan: {
        kind: "text",
        overCap: "skip",
        language: "en",
        chosen: null,
        media: null,
        draft: { body: "Hi Ada, 86.00" },
      },
    },
    {
      fact: "a text is written in the customer's language, with dates and amounts in it",
      document: {
        config: {
          body: "Hi",
          translations: { en: "Hi {{ order.total | money }}", de: "Hallo" },
        },
      },
      plan: {
        kind: "text",
        overCap: "skip",
        language: "en",
        chosen: { locale: "en", by: "locale" },
        media: null,
        draft: { body: "Hi $86.00" },
      },
    },
    {
      fact: "a text without words in the customer's language has the default ones",
      document: { config: { body: "Hi", translations: { de: "Hallo" } } },
      plan: {
        kind: "text",
        overCap: "skip",
        language: "en",
        chosen: { locale: "en", by: "default" },
        media: null,
        draft: { body: "Hi" },
      },
    },
    {
      fact: "a text may carry a picture and the contact card",
      document: {
        config: { body: "Hi", picture: "https://cdn.shopify.com/s/files/1/1/files/a.jpg", contactCard: true },
      },
      plan: {
        kind: "text",
        overCap: "skip",
        language: "en",
        chosen: null,
        media: { picture: "https://cdn.shopify.com/s/files/1/1/files/a.jpg", contactCard: true },
        draft: { body: "Hi" },
      },
    },
    {
      fact: "a text may wait for a day with room for it",
      document: { config: { body: "Hi", overCap: "defer" } },
      plan: { kind: "text", overCap: "defer", language: "en", chosen: null, media: null, draft: { body: "Hi" } },
    },
    {
      fact: "a text that cannot be written says why, for its guards to tell",
      document: { config: { body: BAD_ZONE } },
      plan: {
        kind: "text",
        overCap: "skip",
        language: "en",
        chosen: null,
        media: null,
        draft: { refused: "template_error", detail: "Mars/Phobos" },
      },
    },
  ],
  send_email: [
    {
      fact: "an e-mail is written, its subject in one line",
      document: { config: { subject: "Hi\n{{ customer.first_name }}", body: "Thanks for {{ order.name }}.\n\nBye" } },
      plan: { kind: "email", subject: "Hi Ada", body: "Thanks for #1042.\n\nBye" },
    },
    {
      fact: "an e-mail that cannot be written is refused by the part that is at fault",
      document: { config: { subject: "Hi", body: BAD_ZONE } },
      plan: unwritten("body: "),
    },
  ],
  add_tag: [
    {
      fact: "tags are added",
      document: { config: { tags: ["vip", " wholesale "] } },
      plan: { kind: "do", effect: { type: "add_tags", tags: ["vip", "wholesale"] } },
    },
  ],
  remove_tag: [
    {
      fact: "tags are taken off",
      document: { config: { tags: ["vip"] } },
      plan: { kind: "do", effect: { type: "remove_tags", tags: ["vip"] } },
    },
  ],
  update_field: [
    {
      fact: "a field takes what was written",
      document: { config: { field: "last_order", value: "{{ order.name }}" } },
      plan: { kind: "do", effect: { type: "update_field", field: "last_order", value: "#1042" } },
    },
    {
      fact: "a field is left where its value cannot be written",
      document: { config: { field: "note", value: BAD_ZONE } },
      plan: unwritten("Mars/Phobos"),
    },
  ],
  add_to_segment: [
    {
      fact: "the customer joins a segment",
      document: { config: { segmentId: SEGMENT } },
      plan: { kind: "do", effect: { type: "add_to_segment", segmentId: SEGMENT } },
    },
  ],
  remove_from_segment: [
    {
      fact: "the customer leaves a segment",
      document: { config: { segmentId: SEGMENT } },
      plan: { kind: "do", effect: { type: "remove_from_segment", segmentId: SEGMENT } },
    },
  ],
  call_webhook: [
    {
      fact: "an address is called with the fields asked for, and what is known",
      document: { config: { url: HOOK, fields: { level: "gold of {{ customer.first_name }}" } } },
      plan: {
        kind: "do",
        effect: { type: "call_webhook", url: HOOK, body: { fields: { level: "gold of Ada" }, ...moment.values } },
      },
    },
    {
      fact: "a call whose field cannot be written is not made",
      document: { config: { url: HOOK, fields: { hour: BAD_ZONE } } },
      plan: unwritten("hour: "),
    },
  ],
  create_task: [
    {
      fact: "a task is due so many of the shop's days later",
      document: {
        config: {
          title: "Call {{ customer.first_name }}",
          note: "About {{ order.name }}",
          dueIn: { amount: 2, unit: "days" },
        },
      },
      plan: {
        kind: "do",
        effect: { type: "create_task", title: "Call Ada", note: "About #1042", dueAt: "2026-05-06T16:00:00Z" },
      },
    },
    {
      fact: "a task may be due at no time, and say no more than its title",
      document: { config: { title: "Pack" } },
      plan: { kind: "do", effect: { type: "create_task", title: "Pack", note: "", dueAt: null } },
    },
    {
      fact: "a task whose note cannot be written is refused",
      document: { config: { title: "Pack", note: BAD_ZONE } },
      plan: unwritten("note: "),
    },
  ],
  notify_admin: [
    {
      fact: "the team is told",
      document: { config: { title: "{{ order.total }}!", body: "From {{ customer.first_name }}" } },
      plan: { kind: "do", effect: { type: "notify_admin", title: "86.00!", body: "From Ada" } },
    },
    {
      fact: "the team is not told what cannot be written",
      document: { config: { title: BAD_ZONE, body: "Hi" } },
      plan: unwritten("title: "),
    },
  ],
  create_discount: [
    {
      fact: "a code of the customer's own is made, for a while and from a subtotal",
      document: {
        config: {
          prefix: "ADA",
          kind: "percentage",
          value: "10",
          validFor: { amount: 7, unit: "days" },
          minimumSubtotal: "25.00",
          products: [{ id: "8041", title: "Mug" }],
          combinesWith: ["shipping"],
        },
      },
      plan: {
        kind: "do",
        effect: {
          type: "create_discount",
          discount: {
            code: "ADA-",
            kind: "percentage",
            value: "10",
            minimumSubtotal: "25.00",
            products: ["8041"],
            collections: [],
            combinesWith: ["shipping"],
            startsAt: "2026-05-04T16:00:00Z",
            endsAt: "2026-05-11T16:00:00Z",
          },
        },
      },
    },
    {
      fact: "a code holds for the chosen collections",
      document: {
        config: { prefix: "ADA", kind: "fixed_amount", value: "5", collections: [{ id: "4", title: "Tea" }] },
      },
      plan: {
        kind: "do",
        effect: {
          type: "create_discount",
          discount: {
            code: "ADA-",
            kind: "fixed_amount",
            value: "5",
            minimumSubtotal: null,
            products: [],
            collections: ["4"],
            combinesWith: [],
            startsAt: "2026-05-04T16:00:00Z",
            endsAt: null,
          },
        },
      },
    },
    {
      fact: "an existing code is looked up, and none is made",
      document: { config: { kind: "existing_code", code: "WELCOME10", prefix: "ADA", value: "10" } },
      plan: { kind: "do", effect: { type: "find_discount", code: "WELCOME10" } },
    },
  ],
  start_automation: [
    {
      fact: "another automation is started",
      document: { config: { automationId: AUTOMATION } },
      plan: { kind: "do", effect: { type: "start_automation", automationId: AUTOMATION } },
    },
  ],
  wait: [
    {
      fact: "a wait that is over asks for nothing",
      document: { config: { for: { amount: 2, unit: "hours" } } },
      plan: { kind: "pass" },
    },
  ],
  wait_for_event: [
    {
      fact: "what was waited for has happened",
      document: {
        config: { on: "order_fulfilled", timeout: { amount: 3, unit: "days" } },
        arms: [{ id: "happened", steps: [says("thanks", "Enjoy")] }],
      },
      heard: { on: "order_fulfilled", at: NOON.subtract({ minutes: 1 }) },
      plan: { kind: "choose", arm: "happened", saw: { happened: "order_fulfilled", at: "2026-05-04T15:59:00Z" } },
    },
    {
      fact: "what was waited for has not happened in time",
      document: {
        config: { on: "order_fulfilled", timeout: { amount: 3, unit: "days" } },
        arms: [{ id: "timed_out", steps: [says("sorry", "It takes a while")] }],
      },
      plan: { kind: "choose", arm: "timed_out", saw: { happened: null, at: null } },
    },
  ],
  branch: [
    {
      fact: "the first arm whose conditions hold is taken",
      document: {
        arms: [
          { id: "large", when: isLarge, steps: [] },
          { id: "vip", name: "Our best", when: isVip, steps: [says("best", "Hi")] },
          { id: "rest", steps: [] },
        ],
      },
      plan: {
        kind: "choose",
        arm: "vip",
        saw: { arm: "Our best" },
        trace: [
          notLarge,
          { path: "vip", field: "customer.tags", op: "has_any", wanted: ["vip"], saw: ["vip"], match: true },
        ],
      },
    },
    {
      fact: "no arm is taken where none fits",
      document: { arms: [{ id: "large", when: isLarge, steps: [says("large", "Hi")] }] },
      plan: { kind: "choose", arm: null, saw: { arm: null }, trace: [notLarge] },
    },
  ],
  split: [
    {
      fact: "chance takes the arm that has all the weight",
      document: {
        arms: [
          { id: "a", weight: 0, steps: [] },
          { id: "b", name: "B", weight: 2, steps: [says("b", "Hi")] },
        ],
      },
      plan: { kind: "choose", arm: "b", saw: { arm: "B", drawn: 0, share: 1 } },
    },
    {
      fact: "who is held out gets nothing, and the log says so",
      document: {
        arms: [
          { id: "texted", weight: 0, steps: [says("texted", "Hi")] },
          { id: "held", weight: 1, holdout: true, steps: [] },
        ],
      },
      plan: { kind: "choose", arm: "held", saw: { arm: "held", drawn: 0, share: 1 }, reason: "holdout" },
    },
  ],
  exit: [{ fact: "the customer leaves", document: {}, plan: { kind: "exit" } }],
};

export const stepOf = (type: string, { document }: Scenario): StepDocument => ({ id: "it", type, ...document });
