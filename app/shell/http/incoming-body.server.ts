import type { IncomingMessage } from "node:http";
import type { BodyBudget } from "./body-budget.server.ts";

/** Why a body is not read to its end: it is too large, or the process holds too many bodies. */
export type BodyRefusal = "too_large" | "too_many";

/** The error of the body's stream after a refusal. The server answers the request, whatever the route makes of it. */
export class BodyRefused extends Error {
  override name = "BodyRefused";
}

export interface IncomingBody {
  /** Reads from the connection only when it is read itself. */
  stream: ReadableStream<Uint8Array>;
  /** Why reading stopped; null if it did not. */
  refusal(): BodyRefusal | null;
  /** Ends the count of the bytes that were received. */
  release(): void;
}

/** The body of a request, bounded while it streams. */
export function receiveBody(
  request: IncomingMessage,
  { maxBytes, budget, shop }: { maxBytes: number; budget: BodyBudget; shop: string | null },
): IncomingBody {
  let chunks: AsyncIterator<Buffer> | undefined;
  let size = 0;
  let refusal: BodyRefusal | null = null;
  const refuse = (why: BodyRefusal): never => {
    refusal = why;
    throw new BodyRefused(why === "too_large" ? `more than ${maxBytes} bytes` : "too many bodies at once");
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= request.iterator({ destroyOnReturn: false });
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        if (size + value.byteLength > maxBytes) refuse("too_large");
        if (!budget.take(value.byteLength, shop)) refuse("too_many");
        size += value.byteLength;
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    refusal: () => refusal,
    release: () => {
      if (size > 0) budget.give(size, shop);
      size = 0;
    },
  };
}
