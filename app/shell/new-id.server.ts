import { v7 } from "uuid";
import type { Instant } from "#core/time/time.ts";

/** Counter range within one millisecond. */
const MAX_SEQ = 0xffff_ffff;

/** Creates UUIDv7s that sort by time, and within one millisecond by creation order. */
export function createNewId(): (at: Instant) => string {
  let seq = 0;
  return (at) => v7({ msecs: at.epochMilliseconds, seq: seq++ % MAX_SEQ });
}
