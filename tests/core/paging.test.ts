import { pageOf } from "#core/paging.ts";
import { expect, test } from "vitest";

const page = (found: number[], place: { newer?: string; older?: string } = {}) => pageOf(found, 2, place, String);

test("a list that fits has no other page", () => {
  expect(page([9, 8])).toEqual({ rows: [9, 8], newer: null, older: null });
  expect(page([])).toEqual({ rows: [], newer: null, older: null });
});

test("one row beyond the page size means older rows", () => {
  expect(page([9, 8, 7])).toEqual({ rows: [9, 8], newer: null, older: "8" });
});

test("an older page knows that there are newer ones", () => {
  expect(page([7, 6, 5], { older: "8" })).toEqual({ rows: [7, 6], newer: "7", older: "6" });
  expect(page([7], { older: "8" })).toEqual({ rows: [7], newer: "7", older: null });
});

test("going to newer rows, they are read oldest first and shown newest first", () => {
  expect(page([7, 8, 9], { newer: "6" })).toEqual({ rows: [8, 7], newer: "8", older: "7" });
  expect(page([8, 9], { newer: "7" })).toEqual({ rows: [9, 8], newer: null, older: "8" });
});
