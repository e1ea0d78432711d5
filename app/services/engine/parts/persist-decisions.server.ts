import { concludeStep, concludeSkipped } from "#core/engine/conclude.ts";
import { compareDue } from "#core/engine/due-order.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockRecipients } from "#shell/repositories/customers/customers.server.ts";
import { lockClaimed } from "#shell/repositories/engine/scheduled.server.ts";
import { releasePendingMessages } from "./release-pending-messages.server.ts";
import { revalidateMessages, readUnderLock, recheckStatus } from "./revalidate-under-lock.server.ts";
import { positionOf, type DecidedStep } from "./decide-steps.server.ts";
import { persistActionResult, type ActionStep, type PerformedStep } from "../effects/persist-action-result.server.ts";
import type { Due } from "./remind.server.ts";
import { openCreditReserver } from "#services/credits/parts/credit-reserver.server.ts";
import { writeEmails, writeTexts, type EmailStep, type ReadyMessage, type TextStep } from "./write-messages.server.ts";
import { stepResultOf, persistStepResults, type StepOutcomeRow } from "./persist-step-results.server.ts";

/**
 * The first of a message's two transactions, for a batch: the claims are checked, messages are decided again under
 * locks, credits are held, messages written, in the order of the steps' turns. Decisions that send nothing are
 * carried out here whole.
 */
export async function persistDecisions(
  context: AppContext,
  sql: Sql,
  steps: readonly PerformedStep[],
): Promise<{ ready: ReadyMessage[]; due: Due[]; raised: boolean }> {
  const now = context.clock.now();
  const decided = steps.toSorted((a, b) => compareDue(a.row, b.row));
  // Customers before steps, as intake locks them.
  const recipients = await lockRecipients(sql, [
    ...new Set(decided.filter(isAskedAgain).map(({ row }) => row.customerId)),
  ]);
  const live = await lockClaimed(
    sql,
    decided.map(({ row: { id, fence } }) => ({ id, fence })),
  );
  const isMine = ({ row }: PerformedStep): boolean => live.get(row.id) === "scheduled";
  const mine = await recheckStatus(
    sql,
    decided.filter((item) => isMine(item) && item.result === undefined),
    now,
  );
  const endings = mine.filter((item) => !isAskedAgain(item)).flatMap((item) => settledEnding(item, now));
  // What was done outside is told of, also when its sequence was cancelled meanwhile.
  const acts = [...mine, ...decided.filter(({ row, result }) => result !== undefined && live.has(row.id))].filter(
    (item): item is ActionStep => item.decision.kind === "act",
  );
  for (const act of acts) endings.push(await persistActionResult(context, sql, act, isMine(act), now));

  const messages = mine.filter(isAskedAgain);
  const known = await readUnderLock(sql, recipients, messages, now);
  // As late as may be, for every text of a shop waits for its holdings; and before deciding, for what cannot be paid
  // is not sent, and stands in nobody's way.
  const till = await openCreditReserver(
    context,
    sql,
    messages
      .filter(({ row, decision }) => decision.kind !== "email" && row.messageId === null)
      .map(({ row }) => row.shopId),
    now,
  );
  const again = revalidateMessages(
    messages,
    known,
    (item) => (isText(item) ? !movedAway(item) && till.take(item) : item.decision.kind === "email"),
    now,
  );
  const emails = again.filter((item): item is EmailStep => item.decision.kind === "email");
  const refused = again.flatMap((item) => (movedAway(item) ? [withNewNumber(item, now)] : settledEnding(item, now)));
  await till.close(sql);
  await releasePendingMessages(context, sql, [...endings, ...refused], now);
  const due = await persistStepResults(context, sql, [...endings, ...refused, ...till.unpaid], now);
  return {
    ready: [...(await writeTexts(context, sql, till.covered, now)), ...(await writeEmails(context, sql, emails, now))],
    due,
    raised: acts.length > 0,
  };
}

/** A message, and a text that waits for the merchant's word about a reply: that word may have come meanwhile. */
const isAskedAgain = ({ decision }: DecidedStep): boolean =>
  decision.kind === "text" ||
  decision.kind === "email" ||
  (decision.kind === "hold" && decision.reason === "reply_held");

/** How a decision that asks nothing of the world ends its step. */
function settledEnding(item: DecidedStep, now: Instant): StepOutcomeRow[] {
  const { decision } = item;
  if (decision.kind === "text" || decision.kind === "email" || decision.kind === "act") return [];
  return [stepResultOf(item, concludeStep(decision, positionOf(item, now)))];
}

const isText = (item: DecidedStep): item is TextStep => item.decision.kind === "text";

/** A text that was written to one number is not sent to another. */
const movedAway = ({ row, decision }: DecidedStep): boolean =>
  decision.kind === "text" && row.messageTo !== null && row.messageTo !== decision.text.to;

function withNewNumber(item: DecidedStep, now: Instant): StepOutcomeRow {
  const saw = {
    written_to: item.row.messageTo,
    number_now: item.decision.kind === "text" ? item.decision.text.to : null,
  };
  return stepResultOf(
    item,
    concludeSkipped(positionOf(item, now), "provider_unreachable", [
      ...item.decision.checks,
      { guard: "number_unchanged", answer: "skip", reason: "provider_unreachable", saw },
    ]),
  );
}
