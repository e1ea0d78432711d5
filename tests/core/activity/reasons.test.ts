import { expect, test } from "vitest";
import { reasons } from "#core/activity/reasons.ts";

test("no two reasons read the same", () => {
  const labels = Object.values(reasons).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

test("every reason that a text may not go out for is there", () => {
  const standing =
    "shop_uninstalled automation_paused sequence_cancelled exited conditions_not_met reentry_limit stale_event duplicate";
  const recipient =
    "customer_erased no_phone invalid_phone country_not_served sms_pumping no_consent opted_out cart_already_reminded " +
    "quiet_hours frequency_cap";
  const sending =
    "template_error message_empty message_too_long insufficient_credits provider_rejected provider_unreachable " +
    "outcome_unknown action_error";
  expect(Object.keys(reasons)).toEqual(expect.arrayContaining(`${standing} ${recipient} ${sending}`.split(" ")));
});
