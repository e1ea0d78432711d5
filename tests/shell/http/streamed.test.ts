import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { writableDrained, clientGone, streamed } from "#shell/http/stream-response.server.ts";

function counting(most: number) {
  const made = { count: 0, ended: false };
  async function* texts(): AsyncGenerator<string, undefined> {
    try {
      while (made.count < most) yield `${made.count++}\n`;
    } finally {
      made.ended = true;
    }
  }
  return { made, texts: texts() };
}

const never = new AbortController().signal;

test("a text is made when the reader asks for it, and not before", async () => {
  const { made, texts } = counting(3);
  const reader = streamed(texts, { signal: never }).getReader();
  expect(made.count).toBe(0);
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("0\n");
  expect(made.count).toBe(1);
  await reader.read();
  await reader.read();
  expect((await reader.read()).done).toBe(true);
  expect(made.ended).toBe(true);
});

test("nothing is made while the connection takes no more", async () => {
  const { made, texts } = counting(3);
  let go = () => {};
  const ready = () => new Promise<void>((resolve) => (go = resolve));
  const reader = streamed(texts, { ready, signal: never }).getReader();
  const first = reader.read();
  await Promise.resolve();
  expect(made.count).toBe(0);
  go();
  await first;
  expect(made.count).toBe(1);
});

test("a response that is read no more says so, however long ago it was asked for", () => {
  const response = new EventEmitter();
  const gone = clientGone(response as ServerResponse);
  expect(gone.aborted).toBe(false);
  response.emit("close");
  expect(gone.aborted).toBe(true);
});

test("who leaves ends the making", async () => {
  const left = new AbortController();
  const { made, texts } = counting(1_000);
  const reader = streamed(texts, { signal: left.signal }).getReader();
  await reader.read();
  left.abort();
  expect((await reader.read()).done).toBe(true);
  expect(made).toEqual({ count: 1, ended: true });

  const other = counting(1_000);
  const cancelled = streamed(other.texts, { signal: never }).getReader();
  await cancelled.read();
  await cancelled.cancel();
  expect(other.made).toEqual({ count: 1, ended: true });
});

test.each(["drain", "close"])("a full connection is waited for until its %s", async (event) => {
  const response = Object.assign(new EventEmitter(), {
    writableNeedDrain: true,
    destroyed: false,
  }) as unknown as ServerResponse;
  let resolved = false;
  const waiting = writableDrained(response).then(() => (resolved = true));
  await Promise.resolve();
  expect(resolved).toBe(false);
  response.emit(event);
  await waiting;
  expect(response.listenerCount("drain") + response.listenerCount("close")).toBe(0);
});

test.each([
  { writableNeedDrain: false, destroyed: false },
  { writableNeedDrain: true, destroyed: true },
])("one that is %j is not waited for", async (state) => {
  await expect(
    writableDrained(Object.assign(new EventEmitter(), state) as unknown as ServerResponse),
  ).resolves.toBeUndefined();
});

test("while nobody reads, it is told every half minute that the reader is still there, and no more once it is over", async () => {
  vi.useFakeTimers();
  try {
    const alive = vi.fn(async () => {});
    const { texts } = counting(1);
    const reader = streamed(texts, { signal: never, alive }).getReader();
    vi.advanceTimersByTime(65_000);
    expect(alive).toHaveBeenCalledTimes(2);
    await reader.read();
    expect((await reader.read()).done).toBe(true);
    vi.advanceTimersByTime(65_000);
    expect(alive).toHaveBeenCalledTimes(2);

    const left = streamed(counting(5).texts, { signal: never, alive });
    await left.cancel();
    vi.advanceTimersByTime(65_000);
    expect(alive).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
