import { outline } from "../automations/outline.ts";
import { sendSms } from "../actions/all.ts";
import { formatStep } from "../actions/index.ts";
import { availableFields } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type {
  SimulatedDeferral,
  SimulatedEnd,
  SimulatedRow,
  SimulatedText,
  SimulationListener,
  SkippedText,
} from "./simulation.ts";

const TEXT = sendSms.type;

/** Counts by name. */
export type TallyCounts = Record<string, number>;

export interface StepTally {
  id: string;
  /** The action's key, and its description. */
  type: string;
  tells: string;
  reached: number;
  sent: number;
  done: number;
  skipped: number;
  failed: number;
  /** For a step with arms: the number of sequences per arm. */
  arms: { id: string | null; name: string; went: number; share: number }[];
}

/** The result of a backtest. Times are ISO instants; days are in the shop's zone. */
export interface BacktestSummary {
  entered: { times: number; customers: number };
  refused: TallyCounts;
  texts: { count: number; segments: number; credits: number; customers: number };
  emails: number;
  skipped: TallyCounts;
  failed: TallyCounts;
  deferred: TallyCounts;
  days: {
    day: string;
    entered: number;
    texts: number;
    /** Texts that were left out. */ skipped: number;
    credits: number;
  }[];
  steps: StepTally[];
  /** By end: "completed", "left", "cancelled: order_created" and so on. */
  ends: TallyCounts;
}

const isIn = (at: Instant, since: Instant): boolean => Temporal.Instant.compare(at, since) >= 0;
const add = (counts: TallyCounts, key: string): void => void (counts[key] = (counts[key] ?? 0) + 1);

/** Collects the results from the window's start. Earlier events only build up state. */
export class BacktestTally implements SimulationListener {
  readonly rows: SimulatedRow[] = [];
  readonly texts: SimulatedText[] = [];
  readonly skippedTexts: SkippedText[] = [];
  readonly deferrals: SimulatedDeferral[] = [];
  readonly #ends: TallyCounts = {};
  readonly #reached: TallyCounts = {};
  readonly #arms = new Map<string, TallyCounts>();
  readonly #since: Instant;
  readonly #timezone: string;

  /** @param timezone the shop's IANA zone */
  constructor(since: Instant, timezone: string) {
    this.#since = since;
    this.#timezone = timezone;
  }

  row(row: SimulatedRow): void {
    if (isIn(row.at, this.#since)) this.rows.push(row);
  }
  text(text: SimulatedText): void {
    if (isIn(text.at, this.#since)) this.texts.push(text);
  }
  skippedText(text: SkippedText): void {
    if (isIn(text.at, this.#since)) this.skippedTexts.push(text);
  }
  /** The summary needs no checks. */
  explained(): void {}
  deferred(deferral: SimulatedDeferral): void {
    if (isIn(deferral.at, this.#since)) this.deferrals.push(deferral);
  }
  reached(stepId: string, at: Instant): void {
    if (isIn(at, this.#since)) add(this.#reached, stepId);
  }
  chose(stepId: string, arm: string | null, at: Instant): void {
    if (!isIn(at, this.#since)) return;
    const counts = this.#arms.get(stepId) ?? {};
    this.#arms.set(stepId, counts);
    add(counts, arm ?? "");
  }
  ended({ at, status, because }: SimulatedEnd): void {
    if (isIn(at, this.#since))
      add(this.#ends, because === null ? status : status === "completed" ? because : `${status}: ${because}`);
  }

  /** @param definition the newest version; steps missing from it are not listed */
  summary(definition: Definition, until: Instant): BacktestSummary {
    const entries = this.rows.filter(({ action, status }) => action === "enter" && status === "done");
    const count = (rows: readonly SimulatedRow[]): TallyCounts =>
      rows.reduce<TallyCounts>((counts, { reason }) => (add(counts, reason ?? "unknown"), counts), {});
    const ofSteps = this.rows.filter(({ stepId }) => stepId !== null);
    return {
      entered: { times: entries.length, customers: new Set(entries.map(({ customerId }) => customerId)).size },
      refused: count(this.rows.filter(({ action, status }) => action === "enter" && status === "skipped")),
      texts: {
        count: this.texts.length,
        segments: sum(this.texts.map(({ segments }) => segments)),
        credits: sum(this.texts.map(({ credits }) => credits)),
        customers: new Set(this.texts.map(({ customerId }) => customerId)).size,
      },
      emails: this.rows.filter(({ status }) => status === "sent").length - this.texts.length,
      skipped: count(ofSteps.filter(({ status }) => status === "skipped")),
      failed: count(ofSteps.filter(({ status }) => status === "failed")),
      deferred: this.deferrals.reduce<TallyCounts>((counts, { reason }) => (add(counts, reason), counts), {}),
      days: this.#days(entries, until),
      steps: this.#steps(definition),
      ends: this.#ends,
    };
  }

  #days(entries: readonly SimulatedRow[], until: Instant): BacktestSummary["days"] {
    const dayOf = (at: Instant) => at.toZonedDateTimeISO(this.#timezone).toPlainDate();
    const days = new Map<string, BacktestSummary["days"][number]>();
    for (let day = dayOf(this.#since); Temporal.PlainDate.compare(day, dayOf(until)) <= 0; day = day.add({ days: 1 }))
      days.set(day.toString(), { day: day.toString(), entered: 0, texts: 0, skipped: 0, credits: 0 });
    for (const { at } of entries) (days.get(dayOf(at).toString()) ?? { entered: 0 }).entered++;
    for (const { at, credits } of this.texts) {
      const day = days.get(dayOf(at).toString());
      if (!day) continue;
      day.texts++;
      day.credits += credits;
    }
    for (const { at, action, status } of this.rows) {
      const day = days.get(dayOf(at).toString());
      if (day && action === TEXT && status === "skipped") day.skipped++;
    }
    return [...days.values()];
  }

  #steps(definition: Definition): StepTally[] {
    const offered = availableFields(definition);
    return [...outline(definition).values()].map(({ step }) => {
      const rows = this.rows.filter(({ stepId }) => stepId === step.id);
      const of = (status: SimulatedRow["status"]) => rows.filter((row) => row.status === status).length;
      const counts = this.#arms.get(step.id) ?? {};
      const all = sum(Object.values(counts));
      const arms = [
        ...(step.arms ?? []).map(({ id, name }) => ({ id, name: name || id })),
        ...(counts[""] ? [{ id: null, name: "none of them" }] : []),
      ];
      return {
        id: step.id,
        type: step.type,
        tells: formatStep(step, offered),
        reached: this.#reached[step.id] ?? 0,
        sent: of("sent"),
        done: of("done"),
        skipped: of("skipped"),
        failed: of("failed"),
        arms: arms.map(({ id, name }) => ({
          id,
          name,
          went: counts[id ?? ""] ?? 0,
          share: all === 0 ? 0 : (counts[id ?? ""] ?? 0) / all,
        })),
      };
    });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
