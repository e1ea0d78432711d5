import { admit, reserve, type Movement } from "#core/credits/ledger.ts";
import { creditsCheck } from "#core/guards/credits.ts";
import { conclude, skipped } from "#core/sequence/conclude.ts";
import { withoutCredits } from "#core/sequence/without-credits.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockRecipients } from "#shell/repositories/customers.server.ts";
import { lockHoldings } from "#shell/repositories/ledger.server.ts";
import { lockClaimed } from "#shell/repositories/scheduled.server.ts";
import { abandonPending } from "./abandon-pending.server.ts";
import { decideAgain, standNow } from "./decide-again.server.ts";
import { standingOf, type DecidedStep } from "./decide-steps.server.ts";
import { endAct, type ActStep, type PerformedStep } from "./effects/end-act.server.ts";
import { moveCredits } from "./move-credits.server.ts";
import type { Due } from "./remind.server.ts";
import { tellOutOfCredits } from "./watch-balance.server.ts";
import { writeEmails, writeTexts, type CoveredText, type EmailStep, type ReadyMessage, type TextStep } from "./write-messages.server.ts";
import { endingOf, writeEndings, type Ending } from "./write-endings.server.ts";

/**
 * The first of a message's two transactions, for a batch: the claims are checked, messages are decided again under locks, credits
 * are held, messages written. Decisions that send nothing are carried out here whole.
 */
export async function commitDecisions(context: AppContext, sql: Sql, decided: readonly PerformedStep[]): Promise<{ ready: ReadyMessage[]; due: Due[]; raised: boolean }> {
  const now = context.clock.now();
  // Customers before steps, as intake locks them.
  const recipients = await lockRecipients(sql, [...new Set(decided.filter(isAskedAgain).map(({ row }) => row.customerId))]);
  const live = await lockClaimed(sql, decided.map(({ row: { id, fence } }) => ({ id, fence })));
  const isMine = ({ row }: PerformedStep): boolean => live.get(row.id) === "scheduled";
  const mine = await standNow(sql, decided.filter((item) => isMine(item) && item.result === undefined), now);
  const endings = mine.filter((item) => !isAskedAgain(item)).flatMap((item) => settledEnding(item, now));
  // What was done outside is told of, also when its sequence was cancelled meanwhile.
  const acts = [...mine, ...decided.filter(({ row, result }) => result !== undefined && live.has(row.id))].filter((item): item is ActStep => item.decision.kind === "act");
  for (const act of acts) endings.push(await endAct(context, sql, act, isMine(act), now));

  const again = await decideAgain(sql, recipients, mine.filter(isAskedAgain), now);
  const texts = again.filter((item): item is TextStep => item.decision.kind === "text" && !movedAway(item));
  const emails = again.filter((item): item is EmailStep => item.decision.kind === "email");
  const refused = again.flatMap((item) => (movedAway(item) ? [withNewNumber(item, now)] : settledEnding(item, now)));
  const { covered, unpaid } = await holdCredits(context, sql, texts, now);
  await abandonPending(context, sql, [...endings, ...refused], now);
  const due = await writeEndings(context, sql, [...endings, ...refused, ...unpaid], now);
  return { ready: [...(await writeTexts(context, sql, covered, now)), ...(await writeEmails(context, sql, emails, now))], due, raised: acts.length > 0 };
}

/** A message, and a text that waits for the merchant's word about a reply: that word may have come meanwhile. */
const isAskedAgain = ({ decision }: DecidedStep): boolean => decision.kind === "text" || decision.kind === "email" || (decision.kind === "hold" && decision.reason === "reply_held");

/** How a decision that asks nothing of the world ends its step. */
function settledEnding(item: DecidedStep, now: Instant): Ending[] {
  const { decision } = item;
  if (decision.kind === "text" || decision.kind === "email" || decision.kind === "act") return [];
  return [endingOf(item, conclude(decision, standingOf(item, now)))];
}

/** A text that was written to one number is not sent to another. */
const movedAway = ({ row, decision }: DecidedStep): boolean => decision.kind === "text" && row.messageTo !== null && row.messageTo !== decision.text.to;

function withNewNumber(item: DecidedStep, now: Instant): Ending {
  const saw = { written_to: item.row.messageTo, number_now: item.decision.kind === "text" ? item.decision.text.to : null };
  return endingOf(item, skipped(standingOf(item, now), "provider_unreachable", [...item.decision.checks, { guard: "number_unchanged", answer: "skip", reason: "provider_unreachable", saw }]));
}

/** Holds each text's credits as far as the balance reaches; one that is tried again holds them already. */
async function holdCredits(context: AppContext, sql: Sql, texts: readonly TextStep[], now: Instant): Promise<{ covered: CoveredText[]; unpaid: Ending[] }> {
  const retried = texts.filter(({ row }) => row.messageId !== null).map((item) => ({ ...item, messageId: item.row.messageId ?? "", attemptId: context.newId(now) }));
  const fresh = texts.filter(({ row }) => row.messageId === null).sort((a, b) => a.row.priority - b.row.priority);
  if (fresh.length === 0) return { covered: retried, unpaid: [] };

  const holdings = await lockHoldings(sql, fresh.map(({ row }) => row.shopId));
  const covered: CoveredText[] = [...retried];
  const unpaid: Ending[] = [];
  const movements = new Map<string, Movement[]>();
  for (const [shopId, held] of holdings) {
    const ofShop = fresh.filter(({ row }) => row.shopId === shopId);
    const answers = admit(ofShop.map(({ decision }) => decision.text.credits), held.balance);
    let left = held.balance;
    movements.set(shopId, []);
    for (const [at, item] of ofShop.entries()) {
      const needed = item.decision.text.credits;
      const isCovered = answers[at] === true;
      const checks = [...item.decision.checks, creditsCheck(needed, left, isCovered)];
      if (!isCovered) {
        unpaid.push(endingOf(item, withoutCredits(standingOf(item, now), item.row, checks)));
        continue;
      }
      left -= needed;
      const messageId = context.newId(now);
      movements.get(shopId)?.push(reserve(messageId, needed));
      covered.push({ ...item, decision: { ...item.decision, checks }, messageId, attemptId: context.newId(now) });
    }
  }
  await moveCredits(context, sql, holdings, movements, now);
  await tellOutOfCredits(context, sql, unpaid.map(({ row }) => row.shopId), holdings, now);
  return { covered, unpaid };
}
