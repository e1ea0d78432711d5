import { inflateSync } from "node:zlib";
import { understand, type Understanding } from "#core/intake/normalize.ts";
import { parseLossless } from "#core/intake/lossless-json.ts";

/** What an event of the inbox tells. @param stored the payload is the raw body, deflated; null once it was forgotten */
export function understandStored({ topic, payload }: { topic: string; payload: Buffer | null }): Understanding {
  try {
    return understand(topic, payload ? parseLossless(inflateSync(payload).toString("utf8")) : null);
  } catch (error) {
    return { ignored: "payload_invalid", detail: String(error) };
  }
}
