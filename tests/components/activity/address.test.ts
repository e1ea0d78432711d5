import { expect, test } from "vitest";
import { activityAddress } from "#components/activity/address.ts";

test("an address of the log says what it is narrowed down to, and nothing else", () => {
  expect(activityAddress()).toBe("/app/activity");
  expect(activityAddress({ search: "", view: undefined })).toBe("/app/activity");
  expect(activityAddress({ search: "+1 212", view: "sent" })).toBe("/app/activity?view=sent&search=%2B1+212");
});
