import { stepFactsOf } from "#core/engine/step-snapshot.ts";
import { messageTimingOf } from "#core/scheduled/next-message.ts";
import { quietHours } from "#core/sending/guards/timing.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { cancelSequence } from "../automations/change-sequence-status.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { instantOfForm, type FormTime } from "#core/time/form-time.ts";
import { TEXT_ACTION } from "../activity/log-actions.server.ts";
import { recipientClock, type RecipientTime } from "../activity/parts/recipient-time.server.ts";
import { moveStep, skipMessage } from "./change-step.server.ts";
import type { StepTarget } from "./parts/locked-step.server.ts";
import { nextMessageOfStep } from "./parts/next-message.server.ts";

const invalidTime = {
  ...refuse("invalid", text.scheduled.chooseTime),
  problems: [{ path: "time", message: text.scheduled.chooseTime }],
};

/** Reschedules a waiting step to a time in the shop's time zone. */
export async function moveStepToLocalTime(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { id, actor, ...local }: { id: string; actor: string } & FormTime,
): Promise<ServiceResult<{ due: ShownMoment }>> {
  const to = instantOfForm(local, shop.timezone);
  if (!to) return invalidTime;
  const moved = await moveStep(context, { shopId: shop.id, id, actor, to });
  return moved.ok ? { ok: true, due: momentOf(moved.dueAt, shop.timezone, context.clock.now()) } : moved;
}

/** Skips the next messages of several runs, each in its own transaction, so that one refusal does not block the others. */
export const skipMessages = (context: AppContext, targets: ManyTargets): Promise<ManyChanged> =>
  changeMany(targets, (target) => skipMessage(context, target));

/** Removes the customers of several runs from their automations, each in its own transaction. */
export const removeFromAutomations = (context: AppContext, targets: ManyTargets): Promise<ManyChanged> =>
  changeMany(targets, async ({ id: sequenceId, ...rest }) => cancelSequence(context, { ...rest, sequenceId }));

type ManyTargets = Omit<StepTarget, "id"> & { ids: readonly string[] };

/** How many were changed, and how many were not, because they are over or in progress. */
interface ManyChanged {
  ok: true;
  done: number;
  left: number;
}

async function changeMany(
  { ids, ...rest }: ManyTargets,
  change: (target: StepTarget) => Promise<{ ok: boolean }>,
): Promise<ManyChanged> {
  let done = 0;
  for (const id of ids) if ((await change({ ...rest, id })).ok) done++;
  return { ok: true, done, left: ids.length - done };
}

/** The effect of a new due time on a step and the text that it moves. */
export interface RescheduleForecast {
  at: ShownMoment;
  there: RecipientTime | null;
  /** The time is past: the step would be due now. */
  past: boolean;
  /** The text would fall in quiet hours; `until` is their end, if known. */
  night: { until: ShownMoment | null } | null;
}

/**
 * Previews rescheduling a step.
 * @returns null if the step or the time does not exist
 */
export async function forecastReschedule(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { id, ...local }: { id: string } & FormTime,
): Promise<RescheduleForecast | null> {
  const at = instantOfForm(local, shop.timezone);
  const [row] = at && isOwnId(id) ? await readSteps(context.db.pool, [id], context.clock.now()) : [];
  if (!at || row?.shopId !== shop.id) return null;
  const now = context.clock.now();
  const past = Temporal.Instant.compare(at, now) <= 0;
  const due = past ? now : at;
  const definition = (await context.definitions(context.db.pool, [row.versionId])).get(row.versionId);
  const next = definition && nextMessageOfStep(row, definition);
  const movesText = next?.kind === "message" && next.step.type === TEXT_ACTION && messageTimingOf(next.before) !== null;
  const check =
    definition && movesText ? quietHours.check(stepFactsOf(row, definition, undefined, [], due), { body: "" }) : null;
  return {
    at: momentOf(at, shop.timezone, now),
    there: row.erased ? null : recipientClock(row, shop.timezone, now)(due),
    past,
    night:
      check && check.answer !== "pass"
        ? { until: check.answer === "defer" ? momentOf(check.until, shop.timezone, now) : null }
        : null,
  };
}
