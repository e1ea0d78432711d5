import { Temporal } from "#core/time/time.ts";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { nextLookupAt } from "#shell/repositories/sending/lost-attempts.server.ts";
import { nextDueAt } from "#shell/repositories/engine/step-claims.server.ts";
import { testEnv, type House } from "../test-app.ts";

export const SID = `SM${"a".repeat(32)}`;

/** The house's texts as the phone company would list them: each call it was made, written down as it was made. */
export function listOf(house: House, more: Partial<ProviderMessage> = {}): ProviderMessage[] {
  return house.texts.map(({ to, body }, at) => ({
    providerId: `SM${String(at).padStart(32, "0")}`,
    direction: "outbound-api",
    from: testEnv.TWILIO_FROM_NUMBER ?? null,
    messagingService: null,
    to,
    body,
    createdAt: house.clock.now(),
    status: "sent",
    segments: 1,
    errorCode: null,
    ...more,
  }));
}

/** Moves the clock on, looking lost texts up when they are to be, and doing all that is due. */
export async function passLooking(house: House, duration: Temporal.DurationLike): Promise<void> {
  const end = house.clock.now().toZonedDateTimeISO("UTC").add(duration).toInstant();
  for (let before = house.clock.now(); ;) {
    const times = [await nextLookupAt(house.context.db.pool), await nextDueAt(house.context.db.pool)].filter(
      (at) => at !== null,
    );
    const [next] = times.sort(Temporal.Instant.compare);
    if (!next || Temporal.Instant.compare(next, end) > 0) break;
    if (Temporal.Instant.compare(next, before) > 0) house.clock.moveTo(next);
    before = house.clock.now();
    await resolveUnknownOutcomes(house.context);
    await house.work();
  }
  house.clock.moveTo(end);
}
