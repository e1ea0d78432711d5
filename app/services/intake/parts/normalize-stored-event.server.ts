import { inflateSync } from "node:zlib";
import { normalizeEvent, type NormalizeResult } from "#core/intake/normalize.ts";
import { parseLossless } from "#core/intake/lossless-json.ts";
import type { ClaimedEvent } from "#shell/repositories/intake/store-events.server.ts";

/** A claimed store event with its normalised body. */
export interface NormalizedStoreEvent extends ClaimedEvent {
  normalizeResult: NormalizeResult;
}

/** What an event of the inbox tells. @param stored the payload is the raw body, deflated; null once it was forgotten */
export function normalizeStoredEvent({ topic, payload }: { topic: string; payload: Buffer | null }): NormalizeResult {
  try {
    return normalizeEvent(topic, payload ? parseLossless(inflateSync(payload).toString("utf8")) : null);
  } catch (error) {
    return { ignored: "payload_invalid", detail: String(error) };
  }
}
