import { admit, release, reserve, type Movement } from "#core/credits/ledger.ts";
import type { Check } from "#core/explanation.ts";
import { creditsCheck } from "#core/guards/credits.ts";
import { toCheck } from "#core/guards/define.ts";
import { consented, notErased } from "#core/guards/recipient.ts";
import type { PlannedText } from "#core/sequence/decide.ts";
import type { Instant } from "#core/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockRecipients, type Recipient } from "#shell/repositories/customers.server.ts";
import { lockHoldings, writeMovements, type LockedHoldings } from "#shell/repositories/ledger.server.ts";
import { insertAttempts, insertMessages, reopen, updateMessages } from "#shell/repositories/messages.server.ts";
import { notify } from "#shell/repositories/notifications.server.ts";
import { lockClaimed } from "#shell/repositories/scheduled.server.ts";
import type { DecidedStep } from "./decide-steps.server.ts";
import type { Due } from "./remind.server.ts";
import { follow, writeEndings, type Ending } from "./write-endings.server.ts";

/** A text that is committed to: its credits are held, its message stands as sending, and the call may be made. */
export interface ReadyText {
  attemptId: string;
  messageId: string;
  stepRowId: string;
  to: string;
  body: string;
}

type TextStep = DecidedStep & { decision: { kind: "text" } };

/**
 * The first of a text's two transactions, for a batch: the claims are checked, consent is read again under a lock, credits
 * are held, messages written. Decisions that send nothing are carried out here whole.
 */
export async function commitDecisions(context: AppContext, sql: Sql, decided: readonly DecidedStep[]): Promise<{ ready: ReadyText[]; due: Due[] }> {
  const now = context.clock.now();
  // Customers before steps, as intake locks them.
  const recipients = await lockRecipients(sql, [...new Set(decided.filter(({ decision }) => decision.kind === "text").map(({ row }) => row.customerId))]);
  const live = await lockClaimed(sql, decided.map(({ row: { id, fence } }) => ({ id, fence })));
  const mine = decided.filter(({ row }) => live.has(row.id));
  const texts = mine.filter((item): item is TextStep => item.decision.kind === "text");
  const endings = mine.flatMap((item) => endingOf(item, now));

  const { agreed, refused } = askAgain(recipients, texts, now);
  const { covered, unpaid } = await holdCredits(context, sql, agreed, now);
  await abandonPending(context, sql, [...endings, ...refused], now);
  const due = await writeEndings(context, sql, [...endings, ...refused, ...unpaid], now);
  return { ready: await writeMessages(context, sql, covered, now), due };
}

/** How a decision that sends nothing ends its step. */
function endingOf(item: DecidedStep, now: Instant): Ending[] {
  const { row, step, definition, decision } = item;
  const base = { row, definition };
  const log = { action: step.type, checks: decision.checks };
  switch (decision.kind) {
    case "text":
      return [];
    case "done":
      return [{ ...base, end: { id: row.id, kind: "executed", at: now }, log: null, then: follow(item, "done", now) }];
    case "skip":
      return [skipped(item, decision.reason, decision.checks, now)];
    case "defer":
      return [{ ...base, end: { id: row.id, kind: "later", dueAt: decision.until, deferral: { reason: decision.reason, checks: decision.checks }, error: null }, log: null, then: null }];
    case "hold":
      return [{ ...base, end: { id: row.id, kind: "held", error: null }, log: null, then: null }];
    case "exit":
      return [{ ...base, end: { id: row.id, kind: "cancelled", at: now }, log: { ...log, status: "skipped", reason: decision.reason }, then: { kind: "ended", status: "cancelled", because: decision.reason } }];
  }
}

const skipped = (item: DecidedStep, reason: NonNullable<Check["reason"]>, checks: readonly Check[], now: Instant): Ending => ({
  row: item.row,
  definition: item.definition,
  end: { id: item.row.id, kind: "executed", at: now },
  log: { action: item.step.type, status: "skipped", reason, checks },
  then: follow(item, "done", now),
});

/** Whoever withdrew since the facts were read is not texted. */
function askAgain(recipients: ReadonlyMap<string, Recipient>, texts: readonly TextStep[], now: Instant): { agreed: TextStep[]; refused: Ending[] } {
  const agreed: TextStep[] = [];
  const refused: Ending[] = [];
  for (const item of texts) {
    const recipient = recipients.get(item.row.customerId);
    if (item.row.messageTo && item.row.messageTo !== item.decision.text.to) {
      const check: Check = { guard: "number_unchanged", answer: "skip", reason: "provider_unreachable", saw: { written_to: item.row.messageTo, number_now: item.decision.text.to } };
      refused.push(skipped(item, "provider_unreachable", [...item.decision.checks, check], now));
      continue;
    }
    const customer = { ...item.facts.customer, consent: recipient?.smsConsent ?? "not_subscribed", suppressed: recipient?.suppressed ?? false, erased: recipient?.erased ?? true };
    const no = [notErased, consented].map((guard) => ({ name: guard.name, answer: guard.check({ ...item.facts, customer }, item.decision.text) })).find(({ answer }) => answer.answer !== "pass");
    if (no && "reason" in no.answer) refused.push(skipped(item, no.answer.reason, [...item.decision.checks, toCheck(no.name, no.answer)], now));
    else agreed.push(item);
  }
  return { agreed, refused };
}

/** A text that waited to be tried again and is no longer to be sent gives its credits back. */
async function abandonPending(context: AppContext, sql: Sql, endings: readonly Ending[], now: Instant): Promise<void> {
  const over = endings.filter(({ row, end }) => row.messageStatus === "pending" && end.kind !== "later" && end.kind !== "held");
  if (over.length === 0) return;
  const holdings = await lockHoldings(sql, over.map(({ row }) => row.shopId));
  const movements = new Map<string, Movement[]>();
  for (const { row } of over) {
    if (!row.messageId) continue;
    movements.set(row.shopId, [...(movements.get(row.shopId) ?? []), release(row.messageId, row.messageCredits ?? 0)]);
  }
  await writeMovements(sql, holdings, movements, now, context.newId);
  await updateMessages(
    sql,
    over.map(({ row, log }) => ({ id: row.messageId ?? "", status: "failed", segments: row.messageSegments ?? 1, credits: 0, providerId: null, providerStatus: null, errorCode: log?.reason ?? null, updatedAt: now })),
  );
}

type CoveredText = TextStep & { messageId: string; attemptId: string };

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
        unpaid.push(skipped(item, "insufficient_credits", checks, now));
        continue;
      }
      left -= needed;
      const messageId = context.newId(now);
      movements.get(shopId)?.push(reserve(messageId, needed));
      covered.push({ ...item, decision: { ...item.decision, checks }, messageId, attemptId: context.newId(now) });
    }
  }
  await writeMovements(sql, holdings, movements, now, context.newId);
  await tellOfEmptyBalance(context, sql, unpaid, holdings, now);
  return { covered, unpaid };
}

async function tellOfEmptyBalance(context: AppContext, sql: Sql, unpaid: readonly Ending[], holdings: ReadonlyMap<string, LockedHoldings>, now: Instant): Promise<void> {
  const shopIds = new Set(unpaid.map(({ row }) => row.shopId));
  await notify(
    sql,
    [...shopIds].map((shopId) => ({
      id: context.newId(now),
      shopId,
      kind: "credits_empty",
      title: "Texts are not going out: there are not enough credits",
      body: `${holdings.get(shopId)?.balance ?? 0} credits are left. Buy credits, and the next texts go out as usual.`,
      dedupeKey: "credits_empty",
      createdAt: now,
    })),
  );
}

async function writeMessages(context: AppContext, sql: Sql, covered: readonly CoveredText[], now: Instant): Promise<ReadyText[]> {
  const fresh = covered.filter(({ row }) => row.messageId === null);
  await insertMessages(sql, fresh.map((item) => toMessage(context, item, item.decision.text, now)));
  await reopen(sql, covered.filter(({ row }) => row.messageId !== null).map(({ messageId }) => ({ id: messageId, updatedAt: now })));
  await insertAttempts(sql, covered.map(({ attemptId, messageId, row, decision }) => ({ id: attemptId, shopId: row.shopId, messageId, checks: decision.checks, startedAt: now })));
  return covered.map(({ attemptId, messageId, row, decision }) => ({ attemptId, messageId, stepRowId: row.id, to: row.messageTo ?? decision.text.to, body: row.messageBody ?? decision.text.body }));
}

const toMessage = (context: AppContext, { messageId, row }: CoveredText, text: PlannedText, now: Instant) => ({
  id: messageId,
  shopId: row.shopId,
  customerId: row.customerId,
  sequenceId: row.sequenceId,
  scheduledAutomationId: row.id,
  direction: "outbound" as const,
  to: text.to,
  from: context.env.TWILIO_FROM_NUMBER ?? context.env.TWILIO_MESSAGING_SERVICE_SID ?? null,
  body: text.body,
  segments: text.segments,
  status: "sending" as const,
  providerStatus: null,
  providerId: null,
  credits: text.credits,
  createdAt: now,
  updatedAt: now,
});
