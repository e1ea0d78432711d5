import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bufferResponses } from "#components/browser/buffer-responses.ts";

const HOME = "https://shopbell.example";

/** An answer whose body comes in two parts, the second of them when it is let go; broken off when its asker leaves. */
function server() {
  const parts = Promise.withResolvers<void>();
  const answers = (_address: unknown, init?: RequestInit) =>
    Promise.resolve(
      new Response(
        new ReadableStream<Uint8Array>({
          async start(body) {
            body.enqueue(new TextEncoder().encode("half, "));
            init?.signal?.addEventListener("abort", () => body.error(init.signal?.reason));
            await parts.promise;
            if (init?.signal?.aborted) return;
            body.enqueue(new TextEncoder().encode("and half"));
            body.close();
          },
        }),
        { status: 202, headers: { "X-Remix-Response": "yes" } },
      ),
    );
  return { answers, finish: () => parts.resolve() };
}

describe("the data of a page", () => {
  let played: ReturnType<typeof server>;
  beforeEach(() => {
    played = server();
    vi.stubGlobal("window", { location: new URL(HOME), fetch: played.answers });
    bufferResponses();
  });
  afterEach(() => vi.unstubAllGlobals());

  test("is handed over when all of it is there, as it came", async () => {
    played.finish();
    const answer = await window.fetch(`${HOME}/app/inbox.data?tab=held`);
    expect([answer.status, answer.headers.get("X-Remix-Response"), await answer.text()]).toEqual([
      202,
      "yes",
      "half, and half",
    ]);
  });

  test("of a page that is left meanwhile never comes, rather than half", async () => {
    const leaving = new AbortController();
    const answer = window.fetch(new URL(`${HOME}/app/inbox.data`), { signal: leaving.signal });
    leaving.abort(new Error("left"));
    await expect(answer).rejects.toThrow("left");
  });

  test("is all that is waited for: a stream goes on as it comes", async () => {
    const reader = (await window.fetch("/app/live")).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("half, ");
  });
});
