import { expect, test } from "vitest";
import { dryRunGuards } from "#core/sending/guards/dry-run.ts";
import { dueFacts } from "./facts.ts";

const spent = { day: "2026-03-02", inDay: 9, inMonth: 40 };
const means = { balance: 100, spend: spent, caps: { spendCapPerDay: null, spendCapPerMonth: null } };
const reasonWith = (different: Partial<typeof means>, caps: Partial<{ spendCapPerDay: number }> = {}) =>
  dryRunGuards(
    dueFacts({ kind: "transactional" }),
    { body: "Hi" },
    {
      ...means,
      ...different,
      caps: { ...means.caps, ...caps },
    },
  ).reason;

test("a text would go out within the cap and the balance", () => {
  expect(reasonWith({}, { spendCapPerDay: 10 })).toBeNull();
});

test("a text that would break the spend cap is refused for it, before the credits are asked", () => {
  expect(reasonWith({ balance: 0 }, { spendCapPerDay: 9 })).toBe("spend_cap");
  expect(reasonWith({ balance: 0 }, { spendCapPerDay: 10 })).toBe("insufficient_credits");
});
