import { expect, test } from "vitest";
import { ignoredReasons, reasons } from "#core/activity/reasons.ts";

test.for(Object.entries<{ label: string; remedy?: string }>(reasons))(
  "%s says in words what happened",
  ([, { label, remedy }]) => {
    expect(label).toMatch(/^[A-Z].{10,}[^.]$/);
    if (remedy !== undefined) expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
  },
);

test.for(Object.entries(ignoredReasons))("an event ignored as %s says why in words", ([, label]) => {
  expect(label).toMatch(/^[A-Z].{10,}[^.]$/);
});

test("no two reasons read the same", () => {
  const labels = Object.values(reasons).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

test("every reason that a text may not go out for is there", () => {
  const standing =
    "shop_uninstalled automation_paused sequence_cancelled exited conditions_not_met reentry_limit stale_event duplicate";
  const recipient =
    "customer_erased no_phone invalid_phone country_not_served no_consent opted_out cart_already_reminded " +
    "quiet_hours frequency_cap";
  const sending =
    "template_error message_empty message_too_long insufficient_credits provider_rejected provider_unreachable " +
    "outcome_unknown action_error";
  expect(Object.keys(reasons)).toEqual(expect.arrayContaining(`${standing} ${recipient} ${sending}`.split(" ")));
});
