import { v7 } from "uuid";
import { seededRandom } from "#core/automations/seeded-random.ts";
import type { Instant } from "#core/time/time.ts";

/**
 * Ids that are the same each time a history is made: who belongs to which group of a test is drawn by ids. They sort by
 * time, and within a millisecond by the order in which they are made.
 */
export function createSeededIds(seed: string): (at: Instant) => string {
  const made = new Map<number, number>();
  return ({ epochMilliseconds: msecs }) => {
    const nth = made.get(msecs) ?? 0;
    made.set(msecs, nth + 1);
    const random = Uint8Array.from({ length: 16 }, (_none, at) =>
      Math.floor(seededRandom(`${seed}/${msecs}/${nth}/${at}`) * 256),
    );
    return v7({ msecs, seq: nth, random });
  };
}
