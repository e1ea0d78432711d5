import { expect, test } from "vitest";
import { stepGuards, textGuards } from "#core/sending/guards/index.ts";

test("every step is asked, in this order: may the shop, the automation, the sequence, and has it not ended", () => {
  expect(stepGuards.map(({ name }) => name)).toEqual([
    "shop_installed",
    "automation_active",
    "sequence_active",
    "exits",
  ]);
});

test(
  "then every text: who it goes to, whether it gets there, whether they agreed, whether the cart had its turn, when, " +
    "how often, what it says, and whether it went out before a restore",
  () => {
    expect(textGuards.map(({ name }) => name)).toEqual([
      "customer_not_erased",
      "order_open",
      "number_valid",
      "number_reachable",
      "country_served",
      "sender_approved",
      "sms_pumping",
      "consents_read",
      "consent",
      "shop_holdout",
      "cart_rule",
      "browse_rule",
      "quiet_hours",
      "frequency_cap",
      "message",
      "not_recovered",
    ]);
  },
);
