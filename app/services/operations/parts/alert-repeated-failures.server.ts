import { reasons, type Reason } from "#core/activity/reasons.ts";
import type { NotificationKind } from "#core/team/notification-kinds.ts";
import { FAILING_WITHIN_MINUTES, isFailing } from "#core/team/repeated-failures.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  readFailingSteps,
  readPumpedShops,
  readStoppedLoops,
} from "#shell/repositories/operations/failing-steps.server.ts";
import { notifyOnce } from "#shell/repositories/team/notifications.server.ts";
import { text } from "#text/en.ts";

/**
 * Notifies merchants of automations whose steps fail repeatedly or that trigger themselves, and of floods of new
 * numbers: once per automation and day in the shop's time zone.
 */
export async function alertRepeatedFailures(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const since = now.subtract({ minutes: FAILING_WITHIN_MINUTES });
  const { pool } = context.db;
  const notice = (
    kind: NotificationKind,
    { shopId, automationId, timezone }: { shopId: string; automationId: string; timezone: string },
    words: { title: string; body: string },
  ) => ({
    id: context.newId(now),
    shopId,
    kind,
    ...words,
    dedupeKey: `${kind}:${automationId}:${now.toZonedDateTimeISO(timezone).toPlainDate().toString()}`,
    createdAt: now,
  });
  const failing = (await readFailingSteps(pool, since)).filter(isFailing);
  const loops = await readStoppedLoops(pool, since);
  const pumped = await readPumpedShops(pool, since);
  await notifyOnce(pool, [
    ...pumped.map((shop) => notice("sms_pumping", { ...shop, automationId: "" }, text.home.pumpingNotice(shop))),
    ...failing.map((step) => notice("steps_failing", step, text.home.failingNotice(step, reasonOf(step.reason)))),
    ...loops.map((loop) => notice("loop_stopped", loop, text.home.loopNotice(loop, reasons.loop_stopped.remedy))),
  ]);
}

const reasonOf = (reason: string | null): { label: string; remedy?: string } =>
  reason !== null && Object.hasOwn(reasons, reason) ? reasons[reason as Reason] : reasons.action_error;
