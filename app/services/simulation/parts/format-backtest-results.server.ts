import type { Definition } from "#core/automations/definition.ts";
import { costIn } from "#core/credits/cost.ts";
import { packs } from "#core/credits/packs.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { pageJobLines, readJobResult } from "#shell/repositories/operations/background-jobs.server.ts";
import { pastCustomers } from "#shell/repositories/simulation/backtest-history.server.ts";
import { nameStepOf } from "#text/changes/name-step.ts";
import { dayOf, momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { backtestLine, type BacktestLine, type BacktestResult } from "../backtest/backtest-job.server.ts";

const PAGE_SIZE = 25;
const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** One decision line. */
interface BacktestLineView {
  /** Position among all lines, from 1. */
  id: string;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null };
  action: string;
  status: BacktestLine["status"];
  reason: string | null;
  credits: number;
  /** Text that would have been sent. */
  body: string | null;
  step: string;
}

/** Result of a backtest, formatted. */
export interface BacktestResultsView {
  window: { since: ShownMoment; until: ShownMoment };
  entered: { times: number; customers: number };
  texts: { count: number; credits: number; customers: number };
  emails: number;
  /** Price of the credits in this pack. */
  cost: { amount: string; currency: string; pack: string };
  /** Reasons for refused entries and for skipped messages, most frequent first. */
  refused: ReasonCount[];
  skipped: ReasonCount[];
  days: { label: string; texts: number; skipped: number }[];
  lines: BacktestLineView[];
  page: number;
  hasMore: boolean;
  /** Number of lines that were not stored. */
  notKept: number;
  /** Events in total, and those without a payload. */
  past: { events: number; forgotten: number };
  inside: number;
  assumptions: string[];
}

interface ReasonCount {
  label: string;
  count: number;
}

/**
 * @param page from 1
 * @returns null if the job has no result
 */
export async function formatBacktestResults(
  context: AppContext,
  shop: Shop,
  { runId, page, definition }: { runId: string; page: number; definition: Definition | null },
): Promise<BacktestResultsView | null> {
  const { pool } = context.db;
  const result = (await readJobResult(pool, shop.id, runId)) as Omit<BacktestResult, "lines"> | null;
  if (!result) return null;
  const lines = (await pageJobLines(pool, shop.id, runId, { skip: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE + 1 })).map(
    (line) => backtestLine.parse(line),
  );
  const ids = [
    ...new Set(lines.flatMap(({ customerId }) => (customerId && OWN_ID.test(customerId) ? [customerId] : []))),
  ];
  const customers = new Map((await pastCustomers(pool, shop.id, ids)).map(({ record }) => [record.id, record]));
  const now = context.clock.now();
  const [pack] = packs;
  const toMoment = (at: string) => momentOf(Temporal.Instant.from(at), shop.timezone, now);
  return {
    window: { since: toMoment(result.since), until: toMoment(result.until) },
    entered: result.entered,
    texts: result.texts,
    emails: result.emails,
    cost: {
      amount: pack ? costIn(pack, result.texts.credits) : "",
      currency: pack?.currency ?? "",
      pack: pack?.name ?? "",
    },
    refused: countReasons(result.refused),
    skipped: countReasons(result.skipped),
    days: fromFirstEvent(result.days).map(({ day, texts, skipped }) => ({ label: dayOf(day), texts, skipped })),
    lines: lines.slice(0, PAGE_SIZE).map(({ at, customerId, stepId, ...line }, position) => {
      const { firstName = null, lastName = null, phone = null } = customers.get(customerId ?? "") ?? {};
      return {
        ...line,
        id: String((page - 1) * PAGE_SIZE + position + 1),
        at: toMoment(at),
        step: definition ? nameStepOf(definition, stepId) : stepId,
        customer: { name: [firstName, lastName].filter(Boolean).join(" ") || null, phone: phone && showPhone(phone) },
      };
    }),
    page,
    hasMore: lines.length > PAGE_SIZE,
    notKept: result.more,
    past: result.past,
    inside: result.inside,
    assumptions: result.assumptions,
  };
}

/** The days from the first one on which anything happened; the chart needs no empty weeks before it. */
function fromFirstEvent(days: BacktestResult["days"]): BacktestResult["days"] {
  const first = days.findIndex(({ entered, texts, skipped }) => entered + texts + skipped > 0);
  return first === -1 ? days : days.slice(first);
}

const countReasons = (counts: Readonly<Record<string, number>>): ReasonCount[] =>
  Object.entries(counts)
    .map(([reason, count]) => ({ label: formatReason(reason).label, count }))
    .sort((a, b) => b.count - a.count);
