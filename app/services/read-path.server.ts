import { z } from "zod";
import type { LogStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import type { Moment } from "#text/moment.ts";
import { outlineOf, type StepLine } from "./read-steps.server.ts";

/** One customer's walk through an automation: what is behind, what is due, what lies ahead. */
export interface Path {
  status: SequenceStatus;
  started: Moment;
  ended: Moment | null;
  endReason: string | null;
  steps: PathStep[];
}

interface PathStep extends Pick<StepLine, "id" | "tells"> {
  /** The text as it was written for this customer. */
  body: string | null;
  /** "ahead" when the sequence has not come to it. */
  status: ScheduledStatus | "ahead";
  /** When it was done or ended, or else is due. */
  at: Moment | null;
  /** Why it waits longer than it asked; null when it does not. */
  waitsFor: string | null;
  /** It does not run before its automation is on again, or the outcome of its text is known. */
  held: boolean;
  /** The decision about it. */
  log: { id: string; status: LogStatus; reason: string | null } | null;
  /** Whether the row that is being explained is about this step. */
  here: boolean;
}

/** A sequence as stored, with its version and the steps it came to. */
interface Walked {
  status: SequenceStatus;
  startedAt: Date;
  completedAt: Date | null;
  endReason: string | null;
  version: { definition: unknown };
  scheduled: readonly {
    stepId: string;
    status: ScheduledStatus;
    dueAt: Date;
    executedAt: Date | null;
    cancelledAt: Date | null;
    held: boolean;
    deferral: unknown;
    log: PathStep["log"];
    message: { body: string } | null;
  }[];
}

const deferral = z.object({ reason: z.string() }).nullable();

/** @param logId the row that is being explained */
export function readPath(sequence: Walked, logId: string, tell: (at: Date) => Moment): Path {
  const planned = outlineOf(sequence.version.definition)?.steps ?? [];
  const known = new Set(planned.map(({ id }) => id));
  const strays = sequence.scheduled.filter(({ stepId }) => !known.has(stepId)).map(({ stepId }) => ({ id: stepId, tells: stepId }));
  return {
    status: sequence.status,
    started: tell(sequence.startedAt),
    ended: sequence.completedAt && tell(sequence.completedAt),
    endReason: sequence.endReason,
    steps: [...planned, ...strays].map(({ id, tells }) => {
      const scheduled = sequence.scheduled.find(({ stepId }) => stepId === id);
      if (!scheduled) return { id, tells, body: null, status: "ahead", at: null, waitsFor: null, held: false, log: null, here: false };
      const { status, executedAt, cancelledAt, dueAt, log, message } = scheduled;
      const waits = status === "scheduled";
      return {
        id,
        tells,
        body: message?.body ?? null,
        status,
        at: tell(executedAt ?? cancelledAt ?? dueAt),
        waitsFor: waits ? (deferral.safeParse(scheduled.deferral).data?.reason ?? null) : null,
        held: waits && scheduled.held,
        log,
        here: log?.id === logId,
      };
    }),
  };
}
