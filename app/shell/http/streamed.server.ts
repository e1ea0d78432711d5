import type { ServerResponse } from "node:http";

/** Resolves once a response takes more: at once while its buffer has room, else when that has drained or nobody reads it any more. */
export const drained = (response: Pick<ServerResponse, "writableNeedDrain" | "destroyed" | "once" | "off">): Promise<void> =>
  new Promise((resolve) => {
    if (!response.writableNeedDrain || response.destroyed) return resolve();
    const go = () => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.once("drain", go).once("close", go);
  });

/** Aborts once a response is read no more. A request's own signal does not do for an answer that goes on: it falls silent when the request, which nobody holds by then, is collected. */
export function goneFrom(response: Pick<ServerResponse, "once">): AbortSignal {
  const left = new AbortController();
  response.once("close", () => left.abort());
  return left.signal;
}

/**
 * Texts as the body of an answer, each asked for when the one before is on its way: whoever reads slowly is written slowly,
 * and nothing piles up in between.
 * @param ready resolves when the reader takes more
 * @param signal aborts when the reader has left
 */
export function streamed(texts: AsyncIterator<string>, { ready, signal }: { ready?: (() => Promise<void>) | undefined; signal: AbortSignal }): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        await ready?.();
        const next = signal.aborted ? await texts.return?.() : await texts.next();
        if (!next || next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await texts.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
