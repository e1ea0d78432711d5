import { areFailing, FAILING_WITHIN_MINUTES } from "#core/team/repeated-failures.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countTries } from "#shell/repositories/operations/failing-steps.server.ts";
import { notifyOnce } from "#shell/repositories/team/notifications.server.ts";
import { text } from "#text/en.ts";

/** Notifies merchants whose automations fail repeatedly, once per day in the shop's time zone. */
export async function alertRepeatedFailures(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const failing = (await countTries(context.db.pool, now.subtract({ minutes: FAILING_WITHIN_MINUTES }))).filter(
    areFailing,
  );
  await notifyOnce(
    context.db.pool,
    failing.map(({ shopId, timezone, failed, worked }) => ({
      id: context.newId(now),
      shopId,
      kind: "steps_failing" as const,
      ...text.home.failingNotice(failed, failed + worked),
      dedupeKey: `steps_failing:${now.toZonedDateTimeISO(timezone).toPlainDate().toString()}`,
      createdAt: now,
    })),
  );
}
