import type { Check } from "../activity/explanation.ts";
import type { Definition } from "../automations/definition.ts";
import type { PlannedText } from "../engine/decide.ts";
import type { ShortLinks } from "../sending/short-links.ts";
import type { NormalizedEvent } from "../intake/define.ts";
import type { Reason } from "../activity/reasons.ts";
import type { LogStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";

/** The automation on trial, and the shop it is tried in: as it is set today. */
export interface Simulation {
  /** Its own id; of one that the shop does not have, any that no other has. What chance draws from. */
  automationId: string;
  /** What it was, each since when; it is on from the first. Oldest first. */
  versions: readonly { id: string; since: Instant; definition: Definition }[];
  shop: {
    id: string;
    name: string;
    domain: string;
    /** IANA. */ timezone: string;
    settings: unknown;
    uninstalledAt: Instant | null;
  };
  /** Names of the shop's segments by id. */
  segments: ReadonlyMap<string, string>;
  /** Whether the number behind a keyed hash had said stop by then. */
  saidStop(phoneHash: string | null, at: Instant): boolean;
  links: ShortLinks;
}

/** A store event of the past, understood and completed by what was told before of its thing. */
export interface PastEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  /** Of the customer it was found to be of; null for nobody. */
  customerId: string | null;
  normalizedEvent: NormalizedEvent;
}

/** What was taken in together, in one transaction: its customers are known before any of it meets an automation. */
export interface PastBatch {
  at: Instant;
  events: readonly PastEvent[];
}

/** A row as the log would have it. */
export interface SimulatedRow {
  at: Instant;
  customerId: string | null;
  storeEventId: string | null;
  stepId: string | null;
  /** "enter", "exit", or the action's key. */
  action: string;
  status: LogStatus;
  reason: Reason | null;
  credits: number;
}

export interface SimulatedDeferral {
  at: Instant;
  until: Instant;
  customerId: string;
  stepId: string;
  reason: string;
}

export interface SimulatedText extends Omit<PlannedText, "links"> {
  at: Instant;
  customerId: string;
  stepId: string;
}

export interface SimulatedEnd {
  at: Instant;
  customerId: string;
  status: "completed" | "cancelled" | "failed";
  because: string | null;
}

/** A decision with all that it looked at. */
export interface SimulatedDecision {
  at: Instant;
  /** Null for whether somebody enters. */
  stepId: string | null;
  checks: readonly Check[];
}

/** Who is told what a trial comes to, in its order. */
export interface SimulationListener {
  row(row: SimulatedRow): void;
  text(text: SimulatedText): void;
  explained(decision: SimulatedDecision): void;
  deferred(deferral: SimulatedDeferral): void;
  /** Somebody has come to a step. */
  reached(stepId: string, at: Instant): void;
  /** Somebody goes on by an arm of a step; null: by none. */
  chose(stepId: string, arm: string | null, at: Instant): void;
  ended(end: SimulatedEnd): void;
}
