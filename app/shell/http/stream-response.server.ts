import type { ServerResponse } from "node:http";

/**
 * Resolves once a response takes more: at once while its buffer has room, else when that has drained or nobody reads
 * it any more.
 */
export const writableDrained = (
  response: Pick<ServerResponse, "writableNeedDrain" | "destroyed" | "once" | "off">,
): Promise<void> =>
  new Promise((resolve) => {
    if (!response.writableNeedDrain || response.destroyed) return resolve();
    const go = () => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.once("drain", go).once("close", go);
  });

const ALIVE_EVERY_MS = 30_000;

interface Reading {
  ready?: (() => Promise<void>) | undefined;
  signal: AbortSignal;
  alive?: (() => Promise<void>) | undefined;
}

/**
 * Aborts once a response is read no more. A request's own signal does not do for an answer that goes on: it falls
 * silent when the request, which nobody holds by then, is collected.
 */
export function clientGone(response: Pick<ServerResponse, "once">): AbortSignal {
  const left = new AbortController();
  response.once("close", () => left.abort());
  return left.signal;
}

/**
 * Texts as the body of an answer, each asked for when the one before is on its way: whoever reads slowly is written
 * slowly, and nothing piles up in between.
 * @param ready resolves when the reader takes more
 * @param signal aborts when the reader has left
 * @param alive called every now and then until the end, however slowly the reader reads
 */
export function streamed(texts: AsyncIterator<string>, { ready, signal, alive }: Reading): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const beat = alive && setInterval(() => void alive(), ALIVE_EVERY_MS).unref();
  return new ReadableStream(
    {
      async pull(controller) {
        await ready?.();
        const next = await nextOf(texts, signal).catch((error: unknown) => {
          clearInterval(beat);
          throw error;
        });
        if (next && !next.done) return controller.enqueue(encoder.encode(next.value));
        clearInterval(beat);
        controller.close();
      },
      async cancel() {
        clearInterval(beat);
        await texts.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

const nextOf = async (texts: AsyncIterator<string>, signal: AbortSignal) =>
  signal.aborted ? texts.return?.() : texts.next();
