import type { LiveHub } from "./live-hub.server.ts";

/** Proxies close silent connections. */
const HEARTBEAT_MS = 15_000;
/** Maximum connection time: the browser reconnects and authenticates again. */
const MAX_CONNECTION_MS = 5 * 60_000;

/**
 * Server-sent events of one shop: `changed` events with topics. Ends when the client disconnects, or after 5 minutes.
 */
export function liveStream(live: LiveHub, shopId: string, clientGone: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (lines: string) => controller.enqueue(encoder.encode(lines));
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS).unref();
      const timeout = setTimeout(() => end(), MAX_CONNECTION_MS).unref();
      const unsubscribe = live.listen(shopId, {
        changed: (topics) => send(`event: changed\ndata: ${JSON.stringify(topics)}\n\n`),
        over: () => end(),
      });
      end = () => {
        end = () => {};
        clearInterval(heartbeat);
        clearTimeout(timeout);
        unsubscribe();
        controller.close();
      };
      clientGone.addEventListener("abort", () => end(), { once: true });
      // Send something at once to flush the headers.
      send(": open\n\n");
    },
    cancel: () => end(),
  });
}
