import type { SimulatedHistory, StepVisit } from "#core/simulation/simulated-history.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { LogStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { text } from "#text/en.ts";
import type { Flow } from "#text/flow.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { statusText } from "#text/statuses.ts";
import { readChecks, type CheckLine } from "#services/activity/parts/read-checks.server.ts";
import { formatExit } from "#services/automations/read-triggers.server.ts";

/** A decision at a step, formatted. */
interface DecisionView {
  at: ShownMoment;
  status: LogStatus | null;
  reason: string | null;
  /** How the merchant can fix it, if they can. */
  remedy: string | null;
  until: ShownMoment | null;
  checks: CheckLine[];
}

interface StepVisitView {
  reached: ShownMoment;
  decisions: DecisionView[];
  text: { body: string; segments: number; credits: number } | null;
  arm: string | null;
}

/** The test walk of one customer. */
export interface TestWalkView {
  name: string;
  at: ShownMoment;
  /** Null if the event does not match the trigger. */
  entry: { entered: boolean; reason: string | null; checks: CheckLine[] } | null;
  flow: Flow;
  /** Visited steps, by step id. */
  stations: Record<string, StepVisitView>;
  /** How the sequence ends. */
  end: string;
  ended: ShownMoment | null;
}

interface FormatOptions {
  flow: Flow;
  at: Instant;
  name: string;
  /** Fields that conditions can use. */
  offered: readonly OfferedField[];
  toMoment(at: Instant): ShownMoment;
}

export function formatTestWalk(
  { entry, stations, end }: SimulatedHistory,
  { flow, at, name, offered, toMoment }: FormatOptions,
): TestWalkView {
  return {
    name,
    at: toMoment(at),
    entry: entry && {
      entered: entry.entered,
      reason: entry.reason && formatReason(entry.reason).label,
      checks: readChecks(entry.checks, { order: null, offered, tell: toMoment }),
    },
    flow,
    stations: Object.fromEntries(
      stations.map((station) => [station.stepId, toVisitView(station, { offered, toMoment })]),
    ),
    end: end
      ? `${statusText.sequence[end.status]}${end.because ? `: ${formatExit(end.because)}` : ""}`
      : text.trial.walkStays,
    ended: end && toMoment(end.at),
  };
}

const toVisitView = (
  { reached, decisions, text: words, arm }: StepVisit,
  { offered, toMoment }: Pick<FormatOptions, "offered" | "toMoment">,
): StepVisitView => ({
  reached: toMoment(reached),
  decisions: decisions.map((decision) => ({
    at: toMoment(decision.at),
    status: decision.status,
    reason: decision.reason && formatReason(decision.reason).label,
    remedy: (decision.reason && formatReason(decision.reason).remedy) || null,
    until: decision.until && toMoment(decision.until),
    checks: readChecks(decision.checks, { order: null, offered, tell: toMoment }),
  })),
  text: words && { body: words.body, segments: words.segments, credits: words.credits },
  arm,
});
