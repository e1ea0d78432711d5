import { nameOf } from "#core/engine/step-snapshot.ts";
import { isMarketing } from "#core/sending/guards/define.ts";
import type { PlannedText } from "#core/engine/decide.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { insertAttempts, insertMessages, reopenMessages } from "#shell/repositories/sending/messages.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";
import type { DecidedStep } from "./decide-steps.server.ts";
import { saveLinks } from "#services/sending/parts/short-links.server.ts";

export type TextStep = DecidedStep & { decision: { kind: "text" } };
export type EmailStep = DecidedStep & { decision: { kind: "email" } };
/** A text whose credits are held. */
export type CoveredText = TextStep & { messageId: string; attemptId: string };

/** A message that is committed to: its credits are held, it stands as sending, and the call may be made. */
export interface ReadyMessage {
  attemptId: string;
  messageId: string;
  stepRowId: string;
  shopName: string;
  to: string;
  /** Of an e-mail. */
  subject: string | null;
  body: string;
  /** Whether it is of an automation that sells. */
  sells: boolean;
  /** Of an e-mail that sells: the customer whom its way out is for. */
  unsubscribes: string | null;
}

/** Writes texts as under way, each with the call that is about to be made. */
export async function writeTexts(
  context: AppContext,
  sql: Sql,
  covered: readonly CoveredText[],
  now: Instant,
): Promise<ReadyMessage[]> {
  const fresh = covered.filter(({ row }) => row.messageId === null);
  await insertMessages(
    sql,
    fresh.map((item) => toMessage(context, item, item.decision.text, now)),
  );
  await saveLinks(sql, fresh.map(linksIn), now);
  await reopenMessages(
    sql,
    covered.filter(({ row }) => row.messageId !== null).map(({ messageId }) => ({ id: messageId, updatedAt: now })),
  );
  await insertAttempts(
    sql,
    covered.map(({ attemptId, messageId, row, decision }) => ({
      id: attemptId,
      shopId: row.shopId,
      messageId,
      checks: decision.checks,
      startedAt: now,
    })),
  );
  return covered.map(({ attemptId, messageId, row, definition, decision: { text } }) => ({
    attemptId,
    messageId,
    stepRowId: row.id,
    shopName: nameOf(row),
    to: row.messageTo ?? text.to,
    subject: null,
    body: row.messageBody ?? text.body,
    sells: isMarketing(definition.kind),
    unsubscribes: null,
  }));
}

/** E-mails cost no credits; else they are kept as texts are: written before the call, and never called for twice. */
export async function writeEmails(
  context: AppContext,
  sql: Sql,
  emails: readonly EmailStep[],
  now: Instant,
): Promise<ReadyMessage[]> {
  const written = emails.map((item) => ({
    ...item,
    messageId: item.row.messageId ?? context.newId(now),
    attemptId: context.newId(now),
  }));
  const fresh = written.filter(({ row }) => row.messageId === null);
  await insertMessages(
    sql,
    fresh.map(({ row, decision: { email }, messageId }) => ({
      ...ofStep(row, messageId, now),
      channel: "email",
      to: email.to,
      from: null,
      subject: email.subject,
      body: email.body,
      segments: 1,
      credits: 0,
    })),
  );
  await reopenMessages(
    sql,
    written.filter(({ row }) => row.messageId !== null).map(({ messageId }) => ({ id: messageId, updatedAt: now })),
  );
  await insertAttempts(
    sql,
    written.map(({ attemptId, messageId, row, decision }) => ({
      id: attemptId,
      shopId: row.shopId,
      messageId,
      checks: decision.checks,
      startedAt: now,
    })),
  );
  return written.map(({ attemptId, messageId, row, definition, decision: { email } }) => ({
    attemptId,
    messageId,
    stepRowId: row.id,
    shopName: nameOf(row),
    to: row.messageTo ?? email.to,
    subject: email.subject,
    body: row.messageBody ?? email.body,
    sells: isMarketing(definition.kind),
    unsubscribes: isMarketing(definition.kind) ? row.customerId : null,
  }));
}

const ofStep = (row: DueStepRow, id: string, now: Instant) => ({
  id,
  shopId: row.shopId,
  customerId: row.customerId,
  sequenceId: row.sequenceId,
  scheduledAutomationId: row.id,
  direction: "outbound" as const,
  status: "sending" as const,
  providerStatus: null,
  providerId: null,
  createdAt: now,
  updatedAt: now,
});

/** Links of a text that the team tries out are nobody's: who follows one is counted, and sets nothing off. */
const linksIn = ({
  messageId,
  row: { shopId, customerId },
  definition: { kind },
  decision: { text },
}: CoveredText) => ({ messageId, shopId, customerId: kind === "test" ? null : customerId, links: text.links });

const toMessage = (context: AppContext, { messageId, row }: CoveredText, text: PlannedText, now: Instant) => ({
  ...ofStep(row, messageId, now),
  channel: "sms" as const,
  to: text.to,
  from: context.env.TWILIO_FROM_NUMBER ?? context.env.TWILIO_MESSAGING_SERVICE_SID ?? null,
  subject: null,
  body: text.body,
  segments: text.segments,
  credits: text.credits,
});
