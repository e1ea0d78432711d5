import { expect, test } from "vitest";
import { importResources, summarizeImport, type ImportPart } from "#core/intake/import/resources.ts";
import { importStatuses, type ImportStatus } from "#core/statuses.ts";

const part = (index: number, status: ImportStatus): ImportPart => ({
  resource: importResources[index] ?? "customers",
  status,
  done: 0,
  total: null,
  unreadable: 0,
  problem: null,
});

test("an import runs while a part does, then failed if one failed", () => {
  for (const a of importStatuses)
    for (const b of importStatuses) {
      const state = summarizeImport([part(1, a), part(0, b)])?.state;
      const runs = [a, b].some((status) => status !== "done" && status !== "failed");
      expect(state).toBe(runs ? "running" : [a, b].includes("failed") ? "failed" : "done");
    }
});

test("its parts stand in the order of the resources, whatever the database's", () => {
  expect(
    summarizeImport([part(2, "done"), part(0, "done"), part(1, "done")])?.parts.map(({ resource }) => resource),
  ).toEqual(importResources);
});

test("a shop that was never imported has none", () => {
  expect(summarizeImport([])).toBeNull();
});
