import { expect, test } from "vitest";
import type { Reason } from "#core/activity/reasons.ts";
import { refusalNow } from "#core/scheduled/refusal-now.ts";
import { dueFacts, NIGHT, NOON } from "../sending/guards/facts.ts";

const mailbox = { address: "ada@example.com", consent: "subscribed", recent: [] } as const;
const closed = { name: "#1042", stands: false, cancelledAt: NOON };
const cut = { code: "30003", since: NOON.toString(), until: NOON.add({ hours: 24 * 30 }).toString() };

test.each<[string, Parameters<typeof dueFacts>[0], Reason | null]>([
  ["a subscriber gets the text", {}, null],
  ["no number", { recipient: { phone: null, taken: null } }, "no_phone"],
  [
    "no number at all, though the consent is missing, too",
    { recipient: { phone: null, consent: "unsubscribed" } },
    "no_phone",
  ],
  ["a number that is none", { recipient: { phone: "+1555" } }, "invalid_phone"],
  ["a number out of reach", { recipient: { unreachable: cut } }, "unreachable"],
  ["a country without service", { recipient: { phone: "+37061234567" } }, "country_not_served"],
  ["unsubscribed", { recipient: { consent: "unsubscribed" } }, "opted_out"],
  ["never subscribed", { recipient: { consent: "not_subscribed" } }, "no_consent"],
  [
    "never subscribed, for a text about an order",
    { kind: "transactional", recipient: { consent: "not_subscribed" } },
    null,
  ],
  ["suppressed", { kind: "transactional", recipient: { suppressed: true } }, "opted_out"],
  ["a cancelled order", { kind: "transactional", order: closed }, "order_closed"],
  ["erased", { customer: { erased: true } }, "customer_erased"],
  [
    "an answer by hand is asked when it is due",
    { kind: "conversation", recipient: { consent: "not_subscribed" } },
    null,
  ],
  ["the night defers and skips nothing", { now: NIGHT }, null],
])("a text, %s", (_fact, facts, reason) => {
  expect(refusalNow({ type: "send_sms" }, dueFacts(facts), mailbox)).toBe(reason);
});

test("an email asks for an address and for consent by email, not for a number", () => {
  const facts = dueFacts({ recipient: { phone: null, taken: null } });
  const email = { type: "send_email" } as const;
  expect(refusalNow(email, facts, mailbox)).toBeNull();
  expect(refusalNow(email, facts, { ...mailbox, address: null })).toBe("no_email");
  expect(refusalNow(email, facts, { ...mailbox, consent: "unsubscribed" })).toBe("opted_out");
});
