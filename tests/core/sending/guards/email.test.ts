import { describe, expect, test } from "vitest";
import { emailGuards, type Mailbox } from "#core/sending/guards/email.ts";
import { dueFacts, NOON } from "./facts.ts";

const ADDRESS: Mailbox = { address: "ada@example.com", consent: "subscribed", recent: [] };
const answer = (name: string, mailbox: Partial<Mailbox>, facts = dueFacts()) =>
  emailGuards.find((guard) => guard.name === name)?.check(facts, { ...ADDRESS, ...mailbox });

test(
  "before an e-mail is asked whether the customer is still there, where it would go, whether " +
    "they agreed, and whether they had enough, in this order",
  () => {
    expect(emailGuards.map(({ name }) => name)).toEqual([
      "customer_not_erased",
      "order_open",
      "email_address",
      "consents_read",
      "email_consent",
      "shop_holdout",
      "email_cap",
    ]);
  },
);

test("the erased get no e-mail", () => {
  expect(answer("customer_not_erased", {}, dueFacts({ customer: { erased: true } }))).toMatchObject({
    answer: "skip",
    reason: "customer_erased",
  });
  expect(answer("customer_not_erased", {})).toMatchObject({ answer: "pass" });
});

test.each([
  null,
  "",
  "ada",
  "ada@",
  "@example.com",
  "ada@example",
  "ada@example.com, ben@example.com",
  "ada@example.com\nBcc: ben@example.com",
])("%j is no address", (address) => {
  expect(answer("email_address", { address })).toMatchObject({ answer: "skip", reason: "no_email" });
});

describe("consent to e-mails", () => {
  test.for([
    ["marketing", "subscribed", "pass", undefined],
    ["marketing", "not_subscribed", "skip", "no_email_consent"],
    ["marketing", "pending", "skip", "no_email_consent"],
    ["marketing", "unsubscribed", "skip", "opted_out"],
    ["opt_in", "not_subscribed", "skip", "no_email_consent"],
    ["transactional", "not_subscribed", "pass", undefined],
    ["transactional", "unsubscribed", "pass", undefined],
  ] as const)("%s, %s: %s %s", ([kind, consent, verdict, reason]) => {
    const given = answer("email_consent", { consent }, dueFacts({ kind }));
    expect(given).toMatchObject({
      answer: verdict,
      saw: { consent },
      rule: expect.stringMatching(/^(marketing|transactional): /),
      ...(reason && { reason }),
    });
  });

  test("is not that to texts", () => {
    expect(
      answer("email_consent", {}, dueFacts({ recipient: { consent: "unsubscribed", suppressed: true } })),
    ).toMatchObject({ answer: "pass" });
  });
});

describe("caps on marketing e-mails", () => {
  const hoursAgo = (hours: number) => NOON.subtract({ hours });

  test("say what was counted, and when there is room again", () => {
    expect(answer("email_cap", { recent: [hoursAgo(1), hoursAgo(20)] })).toEqual({
      answer: "skip",
      reason: "frequency_cap",
      saw: {
        emails_lately: 2,
        last_email: hoursAgo(1).toString(),
        at_most: "2 in 1 day",
        room_from: NOON.add({ hours: 4 }).toString(),
      },
      rule: "email-cap-2-a-day@2026-11",
    });
    expect(answer("email_cap", { recent: [hoursAgo(1), hoursAgo(25)] })).toMatchObject({
      answer: "pass",
      saw: { emails_lately: 2 },
    });
  });

  test("are not those of texts", () => {
    const facts = dueFacts({ shop: { caps: [{ most: 1, per: { amount: 1, unit: "days" } }] }, recent: [hoursAgo(1)] });
    expect(answer("email_cap", { recent: [hoursAgo(1)] }, facts)).toMatchObject({ answer: "pass" });
  });
});
