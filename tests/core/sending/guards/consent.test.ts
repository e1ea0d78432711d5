import { describe, expect, test } from "vitest";
import { consentGuard } from "#core/sending/guards/consent.ts";
import { dueFacts } from "./facts.ts";

const draft = { body: "Hello" };

describe("whether a text was agreed to", () => {
  test.for([
    ["marketing", "subscribed", false, null],
    ["marketing", "unsubscribed", false, "opted_out"],
    ["marketing", "not_subscribed", false, "no_consent"],
    ["marketing", "pending", false, "opt_in_pending"],
    ["marketing", "subscribed", true, "opted_out"],
    ["marketing", "not_subscribed", true, "opted_out"],
    ["transactional", "not_subscribed", false, null],
    ["transactional", "unsubscribed", false, null],
    ["transactional", "pending", false, null],
    ["transactional", "subscribed", true, "opted_out"],
    ["transactional", "not_subscribed", true, "opted_out"],
    ["opt_in", "pending", false, null],
    ["opt_in", "subscribed", false, "duplicate"],
    ["opt_in", "not_subscribed", false, "no_consent"],
    ["opt_in", "unsubscribed", false, "opted_out"],
    ["opt_in", "pending", true, "opted_out"],
  ] as const)("%s, consent %s, said stop: %s -> %s", ([kind, consent, suppressed, reason]) => {
    const result = consentGuard.check(dueFacts({ kind, recipient: { consent, suppressed } }), draft);
    expect(result).toMatchObject({ answer: reason ? "skip" : "pass", saw: { consent, said_stop: suppressed } });
    if (reason) expect(result).toHaveProperty("reason", reason);
    else expect(result).not.toHaveProperty("reason");
  });

  test("cites the rule by which it was decided, with its version", () => {
    const rule = (different: Parameters<typeof dueFacts>[0]) => consentGuard.check(dueFacts(different), draft).rule;
    expect(rule({ recipient: { suppressed: true } })).toBe("opt-out@2026-11");
    expect(rule({ kind: "transactional" })).toBe("transactional@2026-11");
    expect(rule({ kind: "opt_in", recipient: { consent: "pending" } })).toBe("double-opt-in@2026-11");
    expect(rule({ recipient: { marketingHeld: true } })).toBe("reply-held@2026-11");
    expect(rule({})).toBe("marketing-consent@2026-11");
    expect(rule({ kind: "conversation", recipient: { consent: "not_subscribed" } })).toBe(
      "answer-within-30-days@2026-11",
    );
    expect(rule({ kind: "test" })).toBe("test-to-oneself@2026-11");
  });
});

describe("after a reply that may have meant stop", () => {
  test.for([
    ["marketing", "subscribed", false, "hold", "reply_held"],
    ["opt_in", "pending", false, "hold", "reply_held"],
    ["marketing", "not_subscribed", false, "skip", "no_consent"],
    ["marketing", "subscribed", true, "skip", "opted_out"],
    ["transactional", "subscribed", false, "pass", undefined],
  ] as const)("%s to a number %s, said stop: %s -> %s", ([kind, consent, suppressed, answer, reason]) => {
    const result = consentGuard.check(
      dueFacts({ kind, recipient: { consent, suppressed, marketingHeld: true } }),
      draft,
    );
    expect(result).toMatchObject({ answer, saw: { reply_in_doubt: true }, ...(reason && { reason }) });
  });
});
