import type { StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import type { ShownMoment } from "#text/moment.ts";

/** A run's next message, or its scheduled step, with what staff can do about it. */
export interface RunActions {
  /** The scheduled step's row. */
  id: string;
  sequenceId: string;
  /** `message`: it is next; `depends`: a later step decides; `none`: no message follows. */
  kind: "message" | "depends" | "none";
  tells: string;
  due: ShownMoment;
  local: { date: string; time: string };
  /** The message's time can be changed. */
  isTimed: boolean;
  /** The scheduled step is a wait. */
  isWait: boolean;
  /** Sent now, the message would wait until then. */
  nightUntil: ShownMoment | null;
  cancelling: StepChangeBlocker | null;
  moving: StepChangeBlocker | null;
}

/** The same, with the names that its dialogs say. */
export interface ChangedStep extends RunActions {
  who: string;
  automation: string;
}
