import type { Definition } from "#core/automations/definition.ts";
import { blockerToCancelling, blockerToMoving, type StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import type { SampleLinks } from "#core/sending/links.ts";
import { formTimeOf, type FormTime } from "#core/time/form-time.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { describeNext, type DescribedNext } from "./describe-next.server.ts";

/** A run's next message, or its scheduled step, with what staff can do about it. */
export interface RunActions extends Omit<DescribedNext, "at" | "nightUntil"> {
  /** The scheduled step's row. */
  id: string;
  sequenceId: string;
  due: ShownMoment;
  nightUntil: ShownMoment | null;
  /** `due` in the shop's time zone, for a form. */
  local: FormTime;
  /** Why it cannot be skipped, or rescheduled; null when it can. */
  cancelling: StepChangeBlocker | null;
  moving: StepChangeBlocker | null;
}

interface RunActionsContext {
  /** The shop's IANA time zone. */
  timezone: string;
  links: SampleLinks | null;
  /** The installation has a sender. */
  sharesSender: boolean;
  now: Instant;
}

/**
 * @param lock the step's hold and lease
 * @param definition null when this release cannot read the version
 */
export function runActionsOf(
  row: DueStepRow,
  { held, leaseUntil }: { held: boolean; leaseUntil: Instant | null },
  definition: Definition | null,
  { timezone, now, ...context }: RunActionsContext,
): RunActions & { at: Instant } {
  const { nightUntil, ...next } = describeNext(row, definition, context, now);
  const claimed = leaseUntil !== null && Temporal.Instant.compare(leaseUntil, now) >= 0;
  const state = { ...row, held, claimed };
  return {
    ...next,
    id: row.id,
    sequenceId: row.sequenceId,
    due: momentOf(next.at, timezone, now),
    nightUntil: nightUntil && momentOf(nightUntil, timezone, now),
    local: formTimeOf(next.at, timezone),
    cancelling: blockerToCancelling(state),
    moving: blockerToMoving(state),
  };
}
