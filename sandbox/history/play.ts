import { Temporal, type Instant } from "#core/time/time.ts";
import type { MovableClock } from "#shell/clock.server.ts";
import type { Scene } from "../scene.ts";
import { createAgenda } from "./agenda.ts";
import type { Past } from "./past.ts";
import { populate, type Regular } from "./population.ts";
import { read } from "./reader.ts";
import { slotFor } from "./slots.ts";
import { live } from "./shopper.ts";
import { planTroubles } from "./troubles.ts";

/** The app, as the history drives it. */
export interface Engine {
  /** Ingests what has arrived and runs what is due, until nothing is left. */
  work: () => Promise<void>;
  /** When the next step is due; null if that is not after `now`. */
  nextDue: (now: Instant) => Promise<Instant | null>;
}

export interface HistoryPlan {
  seed: string;
  days: number;
  shoppers: number;
  ends: Instant;
}

/**
 * Plays the past days: shoppers act, the app works, and customers react to its texts.
 * @param clock stands still, and is moved to each moment at which something happens
 * @param plan.before plans what the merchant does
 */
export async function playHistory(
  { scene, clock, engine }: { scene: Scene; clock: MovableClock; engine: Engine },
  plan: HistoryPlan,
  { before, onDay }: { before: (past: Past) => void; onDay: (day: number) => void },
): Promise<void> {
  const agenda = createAgenda();
  const { ends } = plan;
  const regulars: Regular[] = [];
  const past: Past = {
    scene,
    now: () => clock.now(),
    ends,
    regulars: () => regulars,
    plan: (at, deed) => past.planAt(slotFor(at, plan.seed), deed),
    planAt: (at, deed) => {
      if (Temporal.Instant.compare(at, ends) <= 0) agenda.add(at, deed);
    },
  };
  const begins = clock.now();
  const byPhone = new Map<string, Regular>();
  before(past);
  for (const shopper of populate(plan.seed, plan.shoppers))
    live(past, shopper, plan.days, (regular) => {
      regulars.push(regular);
      if (regular.phone !== null) byPhone.set(regular.phone, regular);
    });

  planTroubles(past, plan);

  let seen = 0;
  /** Lets customers read the texts that have arrived since the last time. */
  const readTexts = () => {
    const messages = scene.twilio.messages();
    for (; seen < messages.length; seen++) {
      const message = messages[seen];
      const regular = message && byPhone.get(message.to);
      if (regular && message.direction === "outbound-api" && message.status === "delivered")
        read(past, regular, message);
    }
  };

  for (;;) {
    // What is still due at this moment cannot be done now, such as a text that Twilio throttles.
    const moments = [agenda.next(), await engine.nextDue(clock.now())].filter((moment) => moment !== null);
    const [next] = moments.toSorted(Temporal.Instant.compare);
    if (!next || Temporal.Instant.compare(next, ends) > 0) break;
    if (Temporal.Instant.compare(next, clock.now()) > 0) clock.moveTo(next);
    for (const deed of agenda.take(clock.now())) {
      const events = await deed();
      if (events && events.length > 0) await scene.send(events);
    }
    await engine.work();
    readTexts();
    onDay(Math.floor(clock.now().since(begins, { largestUnit: "hours" }).hours / 24));
  }
  if (Temporal.Instant.compare(ends, clock.now()) > 0) clock.moveTo(ends);
  await engine.work();
}
