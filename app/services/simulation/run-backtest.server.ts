import { outline } from "#core/automations/outline.ts";
import { compareBacktests, type BacktestComparison } from "#core/simulation/compare.ts";
import { SimulatedCustomers } from "#core/simulation/simulated-customers.ts";
import { CreditBudget } from "#core/simulation/credit-budget.ts";
import { RecipientBook } from "#core/simulation/recipients.ts";
import { BacktestReplay } from "#core/simulation/replay.ts";
import { BacktestTally, type BacktestSummary } from "#core/simulation/tally.ts";
import type {
  Simulation,
  SimulatedDeferral,
  SimulatedRow,
  SimulatedText,
  SkippedText,
} from "#core/simulation/simulation.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { scanOf } from "#core/triggers/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readOnly } from "#shell/db/read-only.server.ts";
import {
  firstMovementAt,
  pastLog,
  pastOptOuts,
  segmentNames,
  type PastLog,
} from "#shell/repositories/simulation/backtest-history.server.ts";
import { readHistoryReach } from "#shell/repositories/intake/store-history.server.ts";
import { assumptions } from "#text/backtest.ts";
import { driveReplay } from "./backtest/drive-replay.server.ts";
import { findBacktestSubject, type BacktestTarget, type BacktestSubject } from "./backtest/find-subject.server.ts";
import { HistoryPages } from "./backtest/history-pages.server.ts";
import { readPast, type EventCount, type HistoryReader } from "./backtest/read-history.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { previewLinks } from "../sending/parts/short-links.server.ts";

export interface BacktestRequest {
  target: BacktestTarget;
  since: Instant;
  /** Limit credits by the shop's past balance, or not at all. */
  credits?: "history" | "unlimited";
  /** Maximum time between a real log row and its simulated match, in milliseconds. */
  tolerance?: number;
  /** Called once per page with the number of events read; an exception ends the backtest. */
  onProgress?: (events: number) => Promise<void>;
}

/** Result of a backtest as plain data; JSON turns instants into ISO text. */
export interface Backtest extends BacktestSummary {
  automation: Pick<BacktestSubject, "name" | "source" | "automationId">;
  shop: { domain: string; timezone: string };
  since: Instant;
  until: Instant;
  /** Events replayed, including those before the window. */
  past: EventCount;
  sent: (SimulatedText & { customer: string | null })[];
  /** Texts that would have been left out, as the customers would have read them. */
  skippedTexts: SkippedText[];
  deferrals: SimulatedDeferral[];
  rows: SimulatedRow[];
  /** Active sequences at the end. */
  inside: number;
  /** Comparison with what the automation really did in the window; null if it never ran. */
  comparison:
    | (BacktestComparison & {
        real: number;
        /** Rows of erased customers, whose events are gone. */ forgotten: number;
      })
    | null;
  /** Assumptions of the simulation, as sentences. */
  assumptions: string[];
}

const earlierOf = (a: Instant | null, b: Instant): Instant => (a && Temporal.Instant.compare(a, b) < 0 ? a : b);

const DEFAULT_TOLERANCE_MS = 300_000;

/**
 * Replays a shop's history through the engine with one automation. Read-only: runs in read-only transactions and calls
 * no provider.
 * @throws Error with a message for merchants, if the target does not exist or is invalid
 */
export async function runBacktest(
  { db, clock, secrets, env }: Pick<AppContext, "db" | "clock" | "secrets" | "env">,
  shop: Shop,
  request: BacktestRequest,
): Promise<Backtest> {
  const { target, since, credits = "history", tolerance = DEFAULT_TOLERANCE_MS, onProgress } = request;
  const until = clock.now();
  const read: HistoryReader = (work) => readOnly(db.pool, work);
  const subject = await read((sql) => findBacktestSubject(sql, shop.id, target, since));
  const customers = new SimulatedCustomers({
    shopId: shop.id,
    hashAddress: memoize(secrets.hashAddress),
    written: writtenFieldsOf(subject),
  });
  const recipients = new RecipientBook();
  const [imported, firstCredits] = await read(
    async (sql) => [await readHistoryReach(sql, shop.id), await firstMovementAt(sql, shop.id)] as const,
  );
  const installedAt = imported.since && earlierOf(firstCredits, shop.installedAt);
  const budget = new CreditBudget(credits === "unlimited" || installedAt ? Infinity : 0);
  const tally = new BacktestTally(since, shop.timezone);
  const replay = new BacktestReplay(
    {
      ...(await simulationOf(read, shop, beforeInstallation(subject, since, installedAt))),
      links: previewLinks({ env }, shop),
    },
    { people: customers, recipients, purse: budget },
    tally,
  );

  const past: EventCount = { events: 0, forgotten: 0 };
  const batches = readPast(read, shop.id, {
    addCustomers: (known) => customers.addRows(known),
    count: past,
    ...(onProgress && { onProgress }),
  });
  const ownAutomationId = subject.source === "document" || subject.source === "library" ? null : subject.automationId;
  await driveReplay(
    read,
    batches,
    { replay, recipients, purse: budget },
    { shopId: shop.id, automationId: ownAutomationId, until, credits: credits === "history", installedAt },
  );

  return {
    automation: { name: subject.name, source: subject.source, automationId: subject.automationId },
    shop: { domain: shop.domain, timezone: shop.timezone },
    since,
    until,
    past,
    ...tally.summary(subject.definition, until),
    sent: tally.texts.map((text) => ({ ...text, customer: customers.nameOf(text.customerId) })),
    skippedTexts: tally.skippedTexts,
    deferrals: tally.deferrals,
    rows: tally.rows,
    inside: replay.inside,
    comparison: await compareWithReal(read, subject, { since, tolerance, rows: tally.rows }),
    assumptions: assumptions({
      unlimited: credits === "unlimited",
      imported: installedAt !== null,
      byCalendar: scanOf(subject.definition.trigger) !== null,
    }),
  };
}

/** On imported events, of a time in which nothing was published, the first version runs. */
function beforeInstallation(subject: BacktestSubject, since: Instant, installedAt: Instant | null): BacktestSubject {
  const [first] = subject.versions;
  return installedAt && first && Temporal.Instant.compare(first.since, installedAt) > 0
    ? { ...subject, versions: [{ ...first, since, until: installedAt }, ...subject.versions] }
    : subject;
}

async function simulationOf(
  read: HistoryReader,
  shop: Shop,
  { automationId, versions }: BacktestSubject,
): Promise<Omit<Simulation, "links">> {
  const [stops, segments] = await read(
    async (sql) => [await pastOptOuts(sql, shop.id), await segmentNames(sql, shop.id)] as const,
  );
  const byHash = Map.groupBy(stops, ({ addressHash }) => addressHash);
  return {
    automationId: automationId ?? "on-trial",
    versions,
    shop,
    segments: new Map(segments.map(({ id, name }) => [id, name])),
    saidStop: (addressHash, at) =>
      byHash.get(addressHash)?.findLast((stop) => Temporal.Instant.compare(stop.at, at) <= 0)?.silent ?? false,
  };
}

/** Custom fields that the automation writes. */
const writtenFieldsOf = ({ versions }: BacktestSubject): Set<string> =>
  new Set(
    versions.flatMap(({ definition }) =>
      [...outline(definition).values()].flatMap(({ step }) =>
        step.type === "update_field" ? [step.config.field] : [],
      ),
    ),
  );

/** Memoises the slow hash: most events are of customers seen before. */
function memoize(hash: (address: string) => string): (address: string) => string {
  const known = new Map<string, string>();
  return (address) => {
    const before = known.get(address) ?? hash(address);
    known.set(address, before);
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
  const erasedIds = new Set(real.flatMap(({ forgotten, customerId }) => (forgotten && customerId ? [customerId] : [])));
  const isKept = ({ customerId }: { customerId: string | null }) => customerId === null || !erasedIds.has(customerId);
  const kept = real.filter(isKept).map(({ id: _id, forgotten: _forgotten, ...row }): SimulatedRow => row);
  return {
    ...compareBacktests(kept, rows.filter(isKept), tolerance),
    real: real.length,
    forgotten: real.length - kept.length,
  };
}
