import { expect, test } from "vitest";
import { activityAddress } from "#components/activity/address.ts";

test("an address of the log says what it is narrowed down to, and nothing else", () => {
  expect(activityAddress()).toBe("/app/activity");
  expect(activityAddress({ search: "", status: undefined })).toBe("/app/activity");
  expect(activityAddress({ search: "+1 212", status: "sent" })).toBe("/app/activity?status=sent&search=%2B1+212");
});
