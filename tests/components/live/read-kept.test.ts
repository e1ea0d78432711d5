import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { beforeEach, describe, expect, test } from "vitest";
import { readKept, takeMissed } from "#components/live/read-kept.ts";

const PAGE = "https://shopbell.example/app/inbox?tab=held";
type Answer = () => Promise<unknown>;
const told: Answer = () => Promise.resolve({ rows: ["one"] });
const dropped: Answer = () => Promise.reject(new TypeError("Failed to fetch"));

describe("a page that is read anew", () => {
  beforeEach(() => void takeMissed());
  const reader = () => {
    const read = readKept();
    return (answer: Answer, { address = PAGE, signal = new AbortController().signal } = {}) =>
      read({ request: new Request(address, { signal }), params: {}, serverLoader: answer } as unknown as ClientLoaderFunctionArgs);
  };

  test("stays as it was where the line drops, and that is known once", async () => {
    const read = reader();
    const first = await read(told);
    expect(takeMissed()).toBe(false);
    expect(await read(dropped)).toBe(first);
    expect([takeMissed(), takeMissed()]).toEqual([true, false]);
  });

  test("shows what is new once it can be read", async () => {
    const read = reader();
    await read(told);
    await read(dropped);
    expect(await read(() => Promise.resolve({ rows: ["two"] }))).toEqual({ rows: ["two"] });
  });

  test("has nothing to keep where it was not shown, or another one was", async () => {
    const read = reader();
    await expect(read(dropped)).rejects.toThrow("Failed to fetch");
    await read(told);
    await expect(read(dropped, { address: "https://shopbell.example/app/inbox?tab=all" })).rejects.toThrow("Failed to fetch");
  });

  test.each<[string, unknown]>([
    ["that leads elsewhere", new Response(null, { status: 302 })],
    ["that the page is gone", { status: 404, statusText: "", internal: false, data: null }],
    ["that it may not be seen", { status: 403, statusText: "", internal: false, data: null }],
  ])("gives way to an answer %s", async (_what, thrown) => {
    const read = reader();
    await read(told);
    await expect(read(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test("says nothing of a page that was left", async () => {
    const read = reader();
    await read(told);
    await expect(read(dropped, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(takeMissed()).toBe(false);
  });
});
