import { outline } from "#core/automations/outline.ts";
import { compareBacktests, type BacktestComparison } from "#core/simulation/compare.ts";
import { SimulatedCustomers } from "#core/simulation/simulated-customers.ts";
import { CreditBudget } from "#core/simulation/credit-budget.ts";
import { RecipientBook } from "#core/simulation/recipients.ts";
import { BacktestReplay } from "#core/simulation/replay.ts";
import { BacktestTally, type BacktestSummary } from "#core/simulation/tally.ts";
import type { Simulation, SimulatedDeferral, SimulatedRow, SimulatedText } from "#core/simulation/simulation.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { scanOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readOnly } from "#shell/db/read-only.server.ts";
import {
  pastLog,
  pastStops,
  segmentNames,
  type PastLog,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { assumptions } from "#text/backtest.ts";
import { driveReplay } from "./backtest/drive-replay.server.ts";
import { findBacktestSubject, type BacktestTarget, type BacktestSubject } from "./backtest/find-subject.server.ts";
import { HistoryPages } from "./backtest/history-pages.server.ts";
import { readPast, type EventCount, type HistoryReader } from "./backtest/read-history.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { previewLinks } from "../sending/parts/short-links.server.ts";

export interface BacktestRequest {
  given: BacktestTarget;
  since: Instant;
  /** The shop's own balance as it was, or no limit. */
  credits?: "history" | "unlimited";
  /** How far apart a row of the log and one of the trial may lie, in milliseconds. */
  tolerance?: number;
  /** Told how many events of the past were read, page by page; what it throws ends the backtest. */
  heed?: (events: number) => Promise<void>;
}

/** What a backtest found: plain data; instants become ISO text in JSON. */
export interface Backtest extends BacktestSummary {
  automation: Pick<BacktestSubject, "name" | "source" | "automationId">;
  shop: { domain: string; timezone: string };
  since: Instant;
  until: Instant;
  /** What there was to replay, the time before the window included. */
  past: EventCount;
  sent: (SimulatedText & { customer: string | null })[];
  deferrals: SimulatedDeferral[];
  rows: SimulatedRow[];
  /** Who is inside at the end. */
  inside: number;
  /** With what the automation really did in the window; null where it never ran. */
  comparison:
    | (BacktestComparison & {
        real: number;
        /** Rows of customers who asked to be forgotten: their events are gone. */ forgotten: number;
      })
    | null;
  /** What had to be taken for granted, in words. */
  assumptions: string[];
}

const FIVE_MINUTES = 300_000;

/**
 * Replays a shop's own past through the engine with one automation on. Writes nothing and calls nobody: it only
 * reads, in transactions that cannot write, and from the context uses the database, the clock, the key and the app's
 * address alone.
 * @throws Error with a line for people, where there is nothing to test or it is not sound
 */
export async function runBacktest(
  { db, clock, secrets, env }: Pick<AppContext, "db" | "clock" | "secrets" | "env">,
  shop: Shop,
  wish: BacktestRequest,
): Promise<Backtest> {
  const { given, since, credits = "history", tolerance = FIVE_MINUTES, heed } = wish;
  const until = clock.now();
  const read: HistoryReader = (work) => readOnly(db.pool, work);
  const subject = await read((sql) => findBacktestSubject(sql, shop.id, given, since));
  const people = new SimulatedCustomers({
    shopId: shop.id,
    hashPhone: remembered(secrets.hashPhone),
    written: fieldsWritten(subject),
  });
  const recipients = new RecipientBook();
  const purse = new CreditBudget(credits === "unlimited" ? Infinity : 0);
  const tally = new BacktestTally(since, shop.timezone);
  const replay = new BacktestReplay(
    { ...(await trialOf(read, shop, subject)), links: previewLinks({ env }, shop) },
    { people, recipients, purse },
    tally,
  );

  const past: EventCount = { events: 0, forgotten: 0 };
  const batches = readPast(read, shop.id, {
    introduce: (known) => people.introduce(known),
    count: past,
    ...(heed && { heed }),
  });
  const own = subject.source === "document" || subject.source === "library" ? null : subject.automationId;
  await driveReplay(
    read,
    batches,
    { replay, recipients, purse },
    { shopId: shop.id, automationId: own, until, credits: credits === "history" },
  );

  return {
    automation: { name: subject.name, source: subject.source, automationId: subject.automationId },
    shop: { domain: shop.domain, timezone: shop.timezone },
    since,
    until,
    past,
    ...tally.summary(subject.definition, until),
    sent: tally.texts.map((text) => ({ ...text, customer: people.nameOf(text.customerId) })),
    deferrals: tally.deferrals,
    rows: tally.rows,
    inside: replay.inside,
    comparison: await compareWithReal(read, subject, { since, tolerance, rows: tally.rows }),
    assumptions: assumptions({
      unlimited: credits === "unlimited",
      byCalendar: scanOf(subject.definition.trigger) !== null,
    }),
  };
}

async function trialOf(
  read: HistoryReader,
  shop: Shop,
  { automationId, versions }: BacktestSubject,
): Promise<Omit<Simulation, "links">> {
  const [stops, segments] = await read(
    async (sql) => [await pastStops(sql, shop.id), await segmentNames(sql, shop.id)] as const,
  );
  const byHash = Map.groupBy(stops, ({ phoneHash }) => phoneHash);
  return {
    automationId: automationId ?? "on-trial",
    versions,
    shop,
    segments: new Map(segments.map(({ id, name }) => [id, name])),
    saidStop: (phoneHash, at) =>
      phoneHash
        ? (byHash.get(phoneHash)?.findLast((stop) => Temporal.Instant.compare(stop.at, at) <= 0)?.silent ?? false)
        : false,
  };
}

/** Fields of the merchant's own that the automation writes. */
const fieldsWritten = ({ versions }: BacktestSubject): Set<string> =>
  new Set(
    versions.flatMap(({ definition }) =>
      [...outline(definition).values()].flatMap(({ step }) =>
        step.type === "update_field" ? [step.config.field] : [],
      ),
    ),
  );

/** A hash takes long beside all else that an event needs, and most events are of people seen before. */
function remembered(hash: (phone: string) => string): (phone: string) => string {
  const known = new Map<string, string>();
  return (phone) => {
    const before = known.get(phone) ?? hash(phone);
    known.set(phone, before);
    return before;
  };
}

async function compareWithReal(
  read: HistoryReader,
  { automationId, source }: BacktestSubject,
  { since, tolerance, rows }: { since: Instant; tolerance: number; rows: readonly SimulatedRow[] },
): Promise<Backtest["comparison"]> {
  if (!automationId || source === "document") return null;
  const real: PastLog[] = [];
  const pages = new HistoryPages<PastLog>((behind, limit) =>
    read((sql) => pastLog(sql, automationId, since, behind, limit)),
  );
  for (let row = await pages.peek(); row; row = await pages.peek()) {
    real.push(row);
    pages.skip();
  }
  if (real.length === 0 && source === "draft") return null;
  const gone = new Set(real.flatMap(({ forgotten, customerId }) => (forgotten && customerId ? [customerId] : [])));
  const isKept = ({ customerId }: { customerId: string | null }) => customerId === null || !gone.has(customerId);
  const kept = real.filter(isKept).map(({ id: _id, forgotten: _forgotten, ...row }): SimulatedRow => row);
  return {
    ...compareBacktests(kept, rows.filter(isKept), tolerance),
    real: real.length,
    forgotten: real.length - kept.length,
  };
}
