import type { Check } from "../activity/explanation.ts";
import type { ChosenOutcomes } from "./chosen-outcomes.ts";
import type { Definition } from "../automations/definition.ts";
import type { PlannedText } from "../engine/decide.ts";
import type { ShortLinks } from "../sending/links.ts";
import type { NormalizedEvent } from "../intake/define.ts";
import type { Reason } from "../activity/reasons.ts";
import type { LogStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";

/** The automation to simulate, and the shop with its current settings. */
export interface Simulation {
  /** The automation's id, or any unused id for one that the shop does not have. Seeds the random choices. */
  automationId: string;
  /**
   * The versions with the start of each, oldest first. The automation is active from the first start on, but for the time
   * between the end of a version that has one and the next start.
   */
  versions: readonly { id: string; since: Instant; until?: Instant; definition: Definition }[];
  shop: {
    id: string;
    name: string;
    domain: string;
    /** IANA. */ timezone: string;
    settings: unknown;
    uninstalledAt: Instant | null;
  };
  /** Segment names by id. */
  segments: ReadonlyMap<string, string>;
  /** Whether the number with this keyed hash had opted out at an instant. */
  saidStop(addressHash: string, at: Instant): boolean;
  links: ShortLinks;
  /** For a test walk. */
  chosen?: ChosenOutcomes;
}

/** A past store event, normalised and completed with its parent's customer and facts. */
export interface PastEvent {
  id: string;
  topic: string;
  triggeredAt: Instant;
  /** Shopify sent it as a test. */
  isTest: boolean;
  /** The customer that intake found; null for none. */
  customerId: string | null;
  normalizedEvent: NormalizedEvent;
}

/** Events ingested in one transaction: all customers are merged before any event is matched. */
export interface PastBatch {
  at: Instant;
  events: readonly PastEvent[];
}

/** A log row of the simulation. */
export interface SimulatedRow {
  at: Instant;
  customerId: string | null;
  storeEventId: string | null;
  stepId: string | null;
  /** "enter", "exit" or the action's key. */
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

export type SkippedText = Pick<SimulatedText, "at" | "customerId" | "stepId" | "body">;

export interface SimulatedEnd {
  at: Instant;
  customerId: string;
  status: "completed" | "cancelled" | "failed";
  because: string | null;
}

/** A decision with its checks. */
export interface SimulatedDecision {
  at: Instant;
  /** Null for an entry decision. */
  stepId: string | null;
  checks: readonly Check[];
}

/** Receives the results of a simulation in order. */
export interface SimulationListener {
  row(row: SimulatedRow): void;
  text(text: SimulatedText): void;
  /** A text that is left out, as its customer would have read it. */
  skippedText(text: SkippedText): void;
  explained(decision: SimulatedDecision): void;
  deferred(deferral: SimulatedDeferral): void;
  /** A sequence reached a step. */
  reached(stepId: string, at: Instant): void;
  /** A sequence took an arm of a step; null for none. */
  chose(stepId: string, arm: string | null, at: Instant): void;
  ended(end: SimulatedEnd): void;
}
