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
const OUR_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Who would have got what, and when. */
interface FoundLine {
  /** Its place among all lines. */
  id: string;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null };
  action: string;
  status: BacktestLine["status"];
  reason: string | null;
  credits: number;
  /** The words of a text that would have gone out. */
  body: string | null;
  step: string;
}

/** What a backtest found, for a reader. */
export interface BacktestResultsView {
  window: { since: ShownMoment; until: ShownMoment };
  entered: { times: number; customers: number };
  texts: { count: number; credits: number; customers: number };
  emails: number;
  /** What the credits cost, in packs of this kind. */
  cost: { amount: string; currency: string; pack: string };
  /** Why customers did not enter, and why messages were not sent: how often each, most often first. */
  refused: Reason[];
  skipped: Reason[];
  days: { label: string; texts: number; skipped: number }[];
  lines: FoundLine[];
  page: number;
  hasMore: boolean;
  /** Lines that were too many to keep. */
  notKept: number;
  /** Events whose bodies are gone, of how many. */
  past: { events: number; forgotten: number };
  inside: number;
  assumptions: string[];
}

interface Reason {
  label: string;
  count: number;
}

/** @param page from 1 */
export async function formatBacktestResults(
  context: AppContext,
  shop: Shop,
  { runId, page, definition }: { runId: string; page: number; definition: Definition | null },
): Promise<BacktestResultsView | null> {
  const { pool } = context.db;
  const result = (await readJobResult(pool, shop.id, runId)) as Omit<BacktestResult, "lines"> | null;
  if (!result) return null;
  const found = (await pageJobLines(pool, shop.id, runId, { skip: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE + 1 })).map(
    (line) => backtestLine.parse(line),
  );
  const ids = [
    ...new Set(found.flatMap(({ customerId }) => (customerId && OUR_ID.test(customerId) ? [customerId] : []))),
  ];
  const people = new Map((await pastCustomers(pool, shop.id, ids)).map(({ record }) => [record.id, record]));
  const now = context.clock.now();
  const [pack] = packs;
  const moment = (at: string) => momentOf(Temporal.Instant.from(at), shop.timezone, now);
  return {
    window: { since: moment(result.since), until: moment(result.until) },
    entered: result.entered,
    texts: result.texts,
    emails: result.emails,
    cost: {
      amount: pack ? costIn(pack, result.texts.credits) : "",
      currency: pack?.currency ?? "",
      pack: pack?.name ?? "",
    },
    refused: mostOften(result.refused),
    skipped: mostOften(result.skipped),
    days: result.days.map(({ day, texts, skipped }) => ({ label: dayOf(day), texts, skipped })),
    lines: found.slice(0, PAGE_SIZE).map(({ at, customerId, stepId, ...line }, position) => {
      const { firstName = null, lastName = null, phone = null } = people.get(customerId ?? "") ?? {};
      return {
        ...line,
        id: String((page - 1) * PAGE_SIZE + position + 1),
        at: moment(at),
        step: definition ? nameStepOf(definition, stepId) : stepId,
        customer: { name: [firstName, lastName].filter(Boolean).join(" ") || null, phone: phone && showPhone(phone) },
      };
    }),
    page,
    hasMore: found.length > PAGE_SIZE,
    notKept: result.more,
    past: result.past,
    inside: result.inside,
    assumptions: result.assumptions,
  };
}

const mostOften = (counts: Readonly<Record<string, number>>): Reason[] =>
  Object.entries(counts)
    .map(([reason, count]) => ({ label: formatReason(reason).label, count }))
    .sort((a, b) => b.count - a.count);
