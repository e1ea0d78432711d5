import type { ServerResponse } from "node:http";

/** Resolves when a response accepts more data: at once if its buffer has room, else on drain or close. */
export const writableDrained = (
  response: Pick<ServerResponse, "writableNeedDrain" | "destroyed" | "once" | "off">,
): Promise<void> =>
  new Promise((resolve) => {
    if (!response.writableNeedDrain || response.destroyed) return resolve();
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });

const ALIVE_INTERVAL_MS = 30_000;

interface StreamOptions {
  ready?: (() => Promise<void>) | undefined;
  signal: AbortSignal;
  alive?: (() => Promise<void>) | undefined;
}

/**
 * Aborts when the client disconnects. The request's own signal does not work for a streamed response: it never fires
 * once the request is garbage-collected.
 */
export function clientGone(response: Pick<ServerResponse, "once">): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}

/**
 * Streams texts, or bytes, with backpressure: reads each when the client accepts more.
 * @param ready resolves when the client accepts more
 * @param signal aborts when the client has disconnected
 * @param alive called every 30 s until the end, even if the client reads nothing
 */
export function streamed(
  texts: AsyncIterator<string | Uint8Array>,
  { ready, signal, alive }: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const aliveTimer = alive && setInterval(() => void alive(), ALIVE_INTERVAL_MS).unref();
  return new ReadableStream(
    {
      async pull(controller) {
        await ready?.();
        const next = await nextOf(texts, signal).catch((error: unknown) => {
          clearInterval(aliveTimer);
          throw error;
        });
        if (next && !next.done)
          return controller.enqueue(typeof next.value === "string" ? encoder.encode(next.value) : next.value);
        clearInterval(aliveTimer);
        controller.close();
      },
      async cancel() {
        clearInterval(aliveTimer);
        await texts.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

const nextOf = async (texts: AsyncIterator<string | Uint8Array>, signal: AbortSignal) =>
  signal.aborted ? texts.return?.() : texts.next();
