import { Temporal, type Instant } from "#core/time/time.ts";
import { seededRandom } from "#core/automations/seeded-random.ts";

const ZONE = "America/New_York";
/** About when things happen, in minutes after midnight in New York: a few moments of each day, apart from each other. */
const MINUTES = [95, 430, 520, 590, 650, 705, 770, 835, 890, 955, 1_020, 1_085, 1_150, 1_215, 1_280, 1_355];
/** How many minutes later than that it is on a day, at most. */
const SPREAD = 30;

/**
 * The first moment, at or after another, at which something may happen. What several people do around the same time
 * falls on one moment, because the app works through a batch about as fast as through one event.
 */
export function slotFor(at: Instant, seed: string): Instant {
  const local = at.toZonedDateTimeISO(ZONE);
  for (let day = local.toPlainDate(); ; day = day.add({ days: 1 }))
    for (const [index, minutes] of MINUTES.entries()) {
      const seconds = Math.floor(seededRandom(`${seed}/${day.toString()}/${index}`) * SPREAD * 60);
      const slot = day
        .toZonedDateTime(ZONE)
        .add({ seconds: minutes * 60 + seconds })
        .toInstant();
      if (Temporal.Instant.compare(slot, at) >= 0) return slot;
    }
}
