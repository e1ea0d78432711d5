import { createParser } from "eventsource-parser";
import { liveTopics, type LiveTopic } from "#core/operations/live-topics.ts";

const ADDRESS = "/app/live";
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Exponential back-off with jitter. */
const pauseBefore = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

/**
 * Follows the change stream while the page is visible, and reconnects. Uses fetch instead of EventSource, because App
 * Bridge adds the session token to fetch.
 * @returns stops following
 */
export function followChanges(onChange: (topics: readonly LiveTopic[]) => void): () => void {
  let controller: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === "changed") onChange(readTopics(data));
    },
  });

  async function follow(signal: AbortSignal): Promise<void> {
    const answer = await fetch(ADDRESS, { headers: { Accept: "text/event-stream" }, signal });
    const reader = answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
    if (!reader) return;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      attempt = 0;
      parser.feed(part.value);
    }
    parser.reset();
  }

  function open(): void {
    if (controller || document.hidden) return;
    const mine = new AbortController();
    controller = mine;
    follow(mine.signal)
      // Without the stream the page works by reload, so the error needs no message.
      .catch(() => {})
      .finally(() => {
        if (controller !== mine) return;
        controller = null;
        timer = setTimeout(open, pauseBefore(attempt));
        attempt += 1;
      });
  }
  function close(): void {
    clearTimeout(timer);
    controller?.abort();
    controller = null;
  }
  const onVisibility = () => {
    if (document.hidden) return close();
    attempt = 0;
    open();
  };
  document.addEventListener("visibilitychange", onVisibility);
  open();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}

/** The topics of an event; none where it is not a list of them. A schema library would be a tenth of each page. */
function readTopics(data: string): LiveTopic[] {
  try {
    const named: unknown = JSON.parse(data);
    return Array.isArray(named) ? liveTopics.filter((topic) => named.includes(topic)) : [];
  } catch {
    return [];
  }
}
