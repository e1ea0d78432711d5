import { v7 } from "uuid";
import type { Instant } from "#core/time/time.ts";

/** Room for four thousand million ids in one millisecond of this process. */
const MOST = 0xffff_ffff;

/** Makes ids (UUID version 7) that sort by their time, and within one instant in the order in which they were made. */
export function createNewId(): (at: Instant) => string {
  let seq = 0;
  return (at) => v7({ msecs: at.epochMilliseconds, seq: seq++ % MOST });
}
