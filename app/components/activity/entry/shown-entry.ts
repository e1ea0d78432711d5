import type { Asked } from "#core/conditions/trace-tree.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { Objection } from "#core/engine/retry-objection.ts";
import type { Obstacle } from "#core/scheduled/step-changes.ts";
import type {
  AttemptOutcome,
  ConsentState,
  LogStatus,
  MessageStatus,
  ScheduledStatus,
  SequenceStatus,
} from "#core/statuses.ts";
import type { Moment } from "#text/moment.ts";

/** A time by the recipient's clock. */
interface There {
  shown: string;
  zone: string;
}

export interface ShownCheck {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: readonly { name: string; value: string }[];
  asked: readonly Asked<ShownQuestion>[];
  rules: readonly { rule: string; says: string | null; source: string | null }[];
  until: Moment | null;
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
  statusSince: Moment;
  errorCode: string | null;
  fault: string | null;
  providerId: string | null;
  followed: { clicks: number; last: Moment | null } | null;
  attempts: readonly ShownAttempt[];
}

export interface ShownAttempt {
  at: Moment;
  there: There | null;
  outcome: AttemptOutcome;
  detail: string | null;
  looks: { times: number; clean: number; next: Moment | null } | null;
}

export interface ShownStep {
  id: string;
  tells: string;
  depth: number;
  arm: string | null;
  words: { tense: "said" | "will" | "would"; body: string } | null;
  status: ScheduledStatus | "unknown" | "ahead";
  at: Moment | null;
  there: There | null;
  waitsFor: string | null;
  heldBy: "automation" | "sequence" | null;
  log: { id: string; action: string; status: LogStatus; reason: string | null } | null;
  here: boolean;
  steer: {
    id: string;
    cancelling: Obstacle | null;
    moving: Obstacle | null;
    local: { date: string; time: string };
    doing: string;
  } | null;
}

/** One decision, as its page and the panel beside the log show it. */
export interface ShownEntry {
  id: string;
  at: Moment;
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
    at: Moment;
    about: { says: string; inAdmin: string | null } | null;
  } | null;
  message: ShownMessage | null;
  did: { tells: string; saw: readonly { name: string; value: string }[] } | null;
  path: {
    status: SequenceStatus;
    started: Moment;
    ended: Moment | null;
    ending: string | null;
    steps: readonly ShownStep[];
  } | null;
  triedSince: { id: string; action: string; status: LogStatus } | null;
  retry: { stepId: string; objection: Objection | null } | null;
}
