import type { TraceNode } from "#core/conditions/trace-tree.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import type { RetryBlocker } from "#core/engine/retry-objection.ts";
import type { RunActions } from "#components/scheduled/changed-step.ts";
import type { AttemptOutcome, ConsentState, LogStatus, MessageStatus, ScheduledStatus } from "#core/statuses.ts";
import type { ShownMoment } from "#text/moment.ts";

/** A time in the recipient's time zone. */
interface There {
  shown: string;
  zone: string;
}

export interface ShownCheck {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: readonly { name: string; value: string }[];
  asked: readonly TraceNode<ShownQuestion>[];
  rules: readonly { rule: string; says: string | null; source: string | null }[];
  until: ShownMoment | null;
}

export interface ShownQuestion {
  told: string;
  saw: string;
  note: string | null;
}

export interface ShownMessage {
  channel: "sms" | "email";
  to: string;
  from: string | null;
  subject: string | null;
  body: string;
  segments: number;
  credits: number;
  status: MessageStatus;
  statusSince: ShownMoment;
  errorCode: string | null;
  fault: string | null;
  providerId: string | null;
  followed: { clicks: number; machineClicks: number; last: ShownMoment | null } | null;
  attempts: readonly ShownAttempt[];
}

export interface ShownAttempt {
  at: ShownMoment;
  there: There | null;
  outcome: AttemptOutcome;
  detail: string | null;
  looks: { times: number; clean: number; next: ShownMoment | null } | null;
}

export interface ShownStep {
  id: string;
  tells: string;
  depth: number;
  arm: string | null;
  words: { tense: "said" | "will" | "would"; body: string } | null;
  status: ScheduledStatus | "unknown" | "ahead";
  at: ShownMoment | null;
  there: There | null;
  waitsFor: string | null;
  heldBy: "automation" | "sequence" | null;
  log: { id: string; action: string; status: LogStatus; reason: string | null } | null;
  here: boolean;
  steer: RunActions | null;
}

/** A log entry, formatted for its page and the side panel. */
export interface ShownEntry {
  id: string;
  at: ShownMoment;
  there: There | null;
  status: LogStatus;
  action: string;
  doing: string;
  reason: string | null;
  endedBy: { event: string; subject: string | null } | null;
  credits: number;
  checks: readonly ShownCheck[];
  customer: {
    id: string;
    name: string | null;
    phone: string | null;
    consent: ConsentState;
    erased: boolean;
    inAdmin: string | null;
  } | null;
  automation: { id: string; name: string } | null;
  event: {
    trigger: string | null;
    topic: string;
    at: ShownMoment;
    about: { says: string; inAdmin: string | null } | null;
  } | null;
  message: ShownMessage | null;
  did: { tells: string; saw: readonly { name: string; value: string }[] } | null;
  path: {
    run: RunStanding;
    started: ShownMoment;
    ended: ShownMoment | null;
    ending: string | null;
    steps: readonly ShownStep[];
  } | null;
  triedSince: { id: string; action: string; status: LogStatus } | null;
  retry: { stepId: string; objection: RetryBlocker | null } | null;
}
