import { concludeStep, concludeSkipped } from "#core/engine/conclude.ts";
import { compareDue } from "#core/engine/due-order.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockRecipients } from "#shell/repositories/customers/customers.server.ts";
import { lockClaimed } from "#shell/repositories/engine/step-claims.server.ts";
import { releasePendingMessages } from "./release-pending-messages.server.ts";
import { revalidateMessages, readLockedState, recheckStatus } from "./revalidate-under-lock.server.ts";
import { recordTestEntries } from "./record-test-entries.server.ts";
import { positionOf, type DecidedStep } from "./decide-steps.server.ts";
import { persistActionResult, type ActionStep, type PerformedStep } from "../effects/persist-action-result.server.ts";
import type { Due } from "./remind.server.ts";
import { openCreditReserver } from "#services/credits/parts/credit-reserver.server.ts";
import { writeEmails, writeTexts, type EmailStep, type ReadyMessage, type TextStep } from "./write-messages.server.ts";
import { toStepResult, persistStepResults, type StepResult } from "./persist-step-results.server.ts";

/**
 * Commits a batch of decided steps: the first of the two transactions of a message. Checks the claims, revalidates
 * messages under locks, reserves credits and writes messages in the order in which the steps are due. Decisions that
 * send nothing are persisted whole.
 * @returns the messages to send, the steps that become due, and whether events were emitted
 */
export async function persistDecisions(
  context: AppContext,
  sql: Sql,
  steps: readonly PerformedStep[],
): Promise<{ ready: ReadyMessage[]; due: Due[]; emitted: boolean }> {
  const now = context.clock.now();
  const decided = steps.toSorted((a, b) => compareDue(a.row, b.row));
  // Customers before steps, as intake locks them.
  const recipients = await lockRecipients(sql, [
    ...new Set(decided.filter(isRevalidated).map(({ row }) => row.customerId)),
  ]);
  const live = await lockClaimed(
    sql,
    decided.map(({ row: { id, fence } }) => ({ id, fence })),
  );
  const isClaimed = ({ row }: PerformedStep): boolean => live.get(row.id) === "scheduled";
  const claimed = await recheckStatus(
    sql,
    decided.filter((item) => isClaimed(item) && item.result === undefined),
    now,
  );
  const results = claimed.filter((item) => !isRevalidated(item)).flatMap((item) => resultWithoutMessage(item, now));
  // An effect in another system has happened: its result is persisted even if the sequence was cancelled meanwhile.
  const performed = decided.filter(({ row, result }) => result !== undefined && live.has(row.id));
  const actions = [...claimed, ...performed].filter((item): item is ActionStep => item.decision.kind === "act");
  for (const action of actions) results.push(await persistActionResult(context, sql, action, isClaimed(action), now));

  const messages = claimed.filter(isRevalidated);
  const known = await readLockedState(sql, recipients, messages, now);
  // The lock on a shop's holdings holds up every text of the shop, so it is taken as late as possible. It is taken
  // before the revalidation, because a text that the balance does not cover must not count towards a cap.
  const reserver = await openCreditReserver(
    context,
    sql,
    messages
      .filter(({ row, decision }) => decision.kind !== "email" && row.messageId === null)
      .map(({ row }) => row.shopId),
    now,
  );
  const revalidated = revalidateMessages(
    messages,
    known,
    (item) => (isText(item) ? !hasNewNumber(item) && reserver.reserve(item) : item.decision.kind === "email"),
    now,
  );
  await recordTestEntries(sql, [...claimed.filter((item) => !isRevalidated(item)), ...revalidated], now);
  const emails = revalidated.filter((item): item is EmailStep => item.decision.kind === "email");
  for (const item of revalidated)
    results.push(...(hasNewNumber(item) ? [skipForNewNumber(item, now)] : resultWithoutMessage(item, now)));
  await reserver.persist(sql);
  if (results.some(endsPendingMessage))
    await releasePendingMessages(context, sql, results.filter(endsPendingMessage), now);
  const due = await persistStepResults(context, sql, [...results, ...reserver.unpaid], now);
  const texts = await writeTexts(context, sql, reserver.covered, now);
  return { ready: [...texts, ...(await writeEmails(context, sql, emails, now))], due, emitted: actions.length > 0 };
}

/** A message, or a text on hold until the merchant decides about a reply: the decision may have come meanwhile. */
const isRevalidated = ({ decision }: DecidedStep): boolean =>
  decision.kind === "text" ||
  decision.kind === "email" ||
  (decision.kind === "hold" && decision.reason === "reply_held");

/** The step's result of a decision that neither sends nor acts. */
function resultWithoutMessage(item: DecidedStep, now: Instant): StepResult[] {
  const { decision } = item;
  if (decision.kind === "text" || decision.kind === "email" || decision.kind === "act") return [];
  return [toStepResult(item, concludeStep(decision, positionOf(item, now)))];
}

/** Whether a result gives up a text that waits for a retry, so that its credits are released. */
const endsPendingMessage = ({ row, end }: StepResult): boolean =>
  row.messageStatus === "pending" && end.kind !== "later" && end.kind !== "held";

const isText = (item: DecidedStep): item is TextStep => item.decision.kind === "text";

/** Whether the customer's number changed since the text was written. Such a text is skipped. */
const hasNewNumber = ({ row, decision }: DecidedStep): boolean =>
  decision.kind === "text" && row.messageTo !== null && row.messageTo !== decision.text.to;

function skipForNewNumber(item: DecidedStep, now: Instant): StepResult {
  const saw = {
    written_to: item.row.messageTo,
    number_now: item.decision.kind === "text" ? item.decision.text.to : null,
  };
  return toStepResult(
    item,
    concludeSkipped(positionOf(item, now), "provider_unreachable", [
      ...item.decision.checks,
      { guard: "number_unchanged", answer: "skip", reason: "provider_unreachable", saw },
    ]),
  );
}
