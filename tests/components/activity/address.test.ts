import { expect, test } from "vitest";
import { activityAddress, filtersOf, savedFilters } from "#components/activity/address.ts";

test("an address of the log says what it is narrowed down to, and nothing else", () => {
  expect(activityAddress()).toBe("/app/activity");
  expect(activityAddress({ search: "", view: undefined })).toBe("/app/activity");
  expect(activityAddress({ search: "+1 212", view: "sent" })).toBe("/app/activity?view=sent&search=%2B1+212");
});

test("several statuses and reasons stand in one parameter each, and come back from it", () => {
  const query = filtersOf({ status: ["delivered", "skipped"], reason: ["opted_out"] });
  expect(query).toBe("status=delivered%2Cskipped&reason=opted_out");
  expect(savedFilters(query)).toEqual({ status: ["delivered", "skipped"], reason: ["opted_out"] });
});
