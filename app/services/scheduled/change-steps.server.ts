import { placementOf } from "#core/automations/outline.ts";
import { stepFactsOf } from "#core/engine/step-snapshot.ts";
import { quietHours } from "#core/sending/guards/quiet-hours.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { readSteps } from "#shell/repositories/engine/scheduled.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { text } from "#text/en.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { instantOfForm, type FormTime } from "#core/time/form-time.ts";
import { TEXT_ACTION } from "../activity/log-actions.server.ts";
import { recipientClock, type RecipientTime } from "../activity/parts/recipient-time.server.ts";
import { cancelStep, moveStep, type StepTarget } from "./change-step.server.ts";

const unreadable = {
  ...refuse("invalid", text.scheduled.chooseTime),
  problems: [{ path: "time", message: text.scheduled.chooseTime }],
};

/** Gives a waiting step another time, as a person writes it by the shop's clock. */
export async function moveStepToLocalTime(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { id, actor, ...local }: { id: string; actor: string } & FormTime,
): Promise<ServiceResult<{ due: ShownMoment }>> {
  const to = instantOfForm(local, shop.timezone);
  if (!to) return unreadable;
  const moved = await moveStep(context, { shopId: shop.id, id, actor, to });
  return moved.ok ? { ok: true, due: momentOf(moved.dueAt, shop.timezone, context.clock.now()) } : moved;
}

/** Leaves several waiting steps out, each by itself: one that is under way keeps none of the others. */
export async function cancelSteps(
  context: AppContext,
  { ids, ...who }: Omit<StepTarget, "id"> & { ids: readonly string[] },
): Promise<{ ok: true; done: number; left: number }> {
  let done = 0;
  for (const id of ids) if ((await cancelStep(context, { ...who, id })).ok) done++;
  return { ok: true, done, left: ids.length - done };
}

/** What a time would mean for a step. */
export interface RescheduleForecast {
  at: ShownMoment;
  there: RecipientTime | null;
  /** It is over: the step would be due at once. */
  past: boolean;
  /** It is quiet hours for the text: until when it would wait, where that is known. */
  night: { until: ShownMoment | null } | null;
}

/** Looks at a time before a step is moved to it. @returns null where there is no such step or time */
export async function forecastReschedule(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { id, ...local }: { id: string } & FormTime,
): Promise<RescheduleForecast | null> {
  const at = instantOfForm(local, shop.timezone);
  const [row] = at && isOwnId(id) ? await readSteps(context.db.pool, [id]) : [];
  if (!at || row?.shopId !== shop.id) return null;
  const now = context.clock.now();
  const past = Temporal.Instant.compare(at, now) <= 0;
  const due = past ? now : at;
  const definition = (await context.definitions(context.db.pool, [row.versionId])).get(row.versionId);
  const isText = definition && placementOf(definition, row.stepId)?.step.type === TEXT_ACTION;
  const answer = isText ? quietHours.check(stepFactsOf(row, definition, undefined, [], due), { body: "" }) : null;
  return {
    at: momentOf(at, shop.timezone, now),
    there: row.erased ? null : recipientClock(row, shop.timezone, now)(due),
    past,
    night:
      answer && answer.answer !== "pass"
        ? { until: answer.answer === "defer" ? momentOf(answer.until, shop.timezone, now) : null }
        : null,
  };
}
