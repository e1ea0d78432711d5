import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { beforeEach, describe, expect, test } from "vitest";
import { clientLoaderThatKeeps, showData, takeFailedRead } from "#components/browser/client-loader.ts";

const PAGE = "/app/inbox?tab=held";
const THREAD = "routes/app.inbox.$id";
const [list, thread] = [{ rows: ["one"] }, { texts: ["Hello"] }];
type Answer = () => Promise<unknown>;
const dropped: Answer = () => Promise.reject(new TypeError("Failed to fetch"));

describe("a page that is read anew", () => {
  const read = (answer: Answer, { at = PAGE, signal = new AbortController().signal } = {}) =>
    clientLoaderThatKeeps(THREAD)({
      request: new Request(`https://shopbell.example${at}`, { signal }),
      params: {},
      serverLoader: answer,
    } as unknown as ClientLoaderFunctionArgs);
  beforeEach(() => {
    takeFailedRead();
    showData(
      [
        { id: "routes/app.inbox", data: list },
        { id: THREAD, data: thread },
      ],
      PAGE,
    );
  });

  test("stays as it was where the line drops, and that is known once", async () => {
    expect(await read(dropped)).toBe(thread);
    expect([takeFailedRead(), takeFailedRead()]).toEqual([true, false]);
  });

  test("shows what is new once it can be read", async () => {
    expect(await read(() => Promise.resolve({ texts: [] }))).toEqual({ texts: [] });
    expect(takeFailedRead()).toBe(false);
  });

  test.each<[string, () => void]>([
    ["another page was shown", () => showData([{ id: THREAD, data: thread }], "/app/inbox?tab=all")],
    ["it could not be read before either", () => showData([{ id: THREAD, data: undefined }], PAGE)],
    ["nothing was shown of it", () => showData([{ id: "routes/app", data: list }], PAGE)],
  ])("has nothing to keep where %s", async (_what, before) => {
    before();
    await expect(read(dropped)).rejects.toThrow("Failed to fetch");
    expect(takeFailedRead()).toBe(false);
  });

  test.each<[string, unknown]>([
    ["that leads elsewhere", new Response(null, { status: 302 })],
    ["that the page is gone", { status: 404, statusText: "", internal: false, data: null }],
    ["that it may not be seen", { status: 403, statusText: "", internal: false, data: null }],
  ])("gives way to an answer %s", async (_what, thrown) => {
    await expect(read(() => Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test("says nothing of a page that was left", async () => {
    await expect(read(dropped, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(takeFailedRead()).toBe(false);
  });
});
