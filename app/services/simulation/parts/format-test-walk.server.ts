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

/** What was decided at a step, for a reader. */
interface DecisionView {
  at: ShownMoment;
  status: LogStatus | null;
  reason: string | null;
  /** What can be done about it, where something can. */
  remedy: string | null;
  until: ShownMoment | null;
  checks: CheckLine[];
}

interface StationView {
  reached: ShownMoment;
  decisions: DecisionView[];
  text: { body: string; segments: number; credits: number } | null;
  arm: string | null;
}

/** One customer's walk, step by step. */
export interface TestWalkView {
  name: string;
  at: ShownMoment;
  /** Null where the event does not set it off at all. */
  entry: { entered: boolean; reason: string | null; checks: CheckLine[] } | null;
  flow: Flow;
  /** The steps that were come to, by their ids. */
  stations: Record<string, StationView>;
  /** How it ends, in words. */
  end: string;
  ended: ShownMoment | null;
}

interface Telling {
  flow: Flow;
  at: Instant;
  name: string;
  /** What its conditions may ask about. */
  offered: readonly OfferedField[];
  tell(at: Instant): ShownMoment;
}

export function formatTestWalk(
  { entry, stations, end }: SimulatedHistory,
  { flow, at, name, offered, tell }: Telling,
): TestWalkView {
  return {
    name,
    at: tell(at),
    entry: entry && {
      entered: entry.entered,
      reason: entry.reason && formatReason(entry.reason).label,
      checks: readChecks(entry.checks, { order: null, offered, tell }),
    },
    flow,
    stations: Object.fromEntries(
      stations.map((station) => [station.stepId, presentStation(station, { offered, tell })]),
    ),
    end: end
      ? `${statusText.sequence[end.status]}${end.because ? `: ${formatExit(end.because)}` : ""}`
      : text.trial.walkStays,
    ended: end && tell(end.at),
  };
}

const presentStation = (
  { reached, decisions, text: words, arm }: StepVisit,
  { offered, tell }: Pick<Telling, "offered" | "tell">,
): StationView => ({
  reached: tell(reached),
  decisions: decisions.map((decision) => ({
    at: tell(decision.at),
    status: decision.status,
    reason: decision.reason && formatReason(decision.reason).label,
    remedy: (decision.reason && formatReason(decision.reason).remedy) || null,
    until: decision.until && tell(decision.until),
    checks: readChecks(decision.checks, { order: null, offered, tell }),
  })),
  text: words && { body: words.body, segments: words.segments, credits: words.credits },
  arm,
});
