import type { LiveHub } from "./live-hub.server.ts";

/** Proxies close what has been silent for long. */
const HEARTBEAT_MS = 15_000;
/** Then the browser comes again, and whoever may no longer look is no longer let in. */
const LASTS_MS = 5 * 60_000;

/**
 * Server-sent events of one shop, a `changed` event with the topics each. Ends when the listener goes, or its time is
 * up.
 */
export function liveStream(live: LiveHub, shopId: string, gone: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (lines: string) => controller.enqueue(encoder.encode(lines));
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS).unref();
      const bedtime = setTimeout(() => end(), LASTS_MS).unref();
      const leave = live.listen(shopId, {
        changed: (topics) => send(`event: changed\ndata: ${JSON.stringify(topics)}\n\n`),
        over: () => end(),
      });
      end = () => {
        end = () => {};
        clearInterval(heartbeat);
        clearTimeout(bedtime);
        leave();
        controller.close();
      };
      gone.addEventListener("abort", () => end(), { once: true });
      // Something to send at once: the headers go out with it.
      send(": open\n\n");
    },
    cancel: () => end(),
  });
}
