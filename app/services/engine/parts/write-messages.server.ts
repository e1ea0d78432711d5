import { shopNameOf } from "#core/engine/step-snapshot.ts";
import { isMarketing } from "#core/sending/message-kind.ts";
import { scaledPicture } from "#core/sending/picture.ts";
import type { PlannedText } from "#core/engine/decide.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { insertAttempts, insertMessages, reopenMessages } from "#shell/repositories/sending/messages.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import type { DecidedStep } from "./decide-steps.server.ts";
import { contactCardUrl } from "#services/senders/read-contact-card.server.ts";
import { saveLinks } from "#services/sending/parts/short-links.server.ts";

export type TextStep = DecidedStep & { decision: { kind: "text" } };
export type EmailStep = DecidedStep & { decision: { kind: "email" } };
/** A text with reserved credits. */
export type ReservedText = TextStep & { messageId: string; attemptId: string };

/** A committed message with status "sending" and reserved credits: the provider may be called. */
export interface ReadyMessage {
  attemptId: string;
  messageId: string;
  stepRowId: string;
  /** The store event that started the sequence, for the log. */
  storeEventId: string | null;
  shopName: string;
  /** The shop's own sender of a text, which keeps to its rate; null for the installation's, and for an e-mail. */
  senderId: string | null;
  to: string;
  /** Null for a text. */
  subject: string | null;
  body: string;
  /** Addresses of what a text carries as an MMS. */
  mediaUrls: readonly string[];
  /** Whether the automation is marketing. */
  sells: boolean;
  /** Whether the message describes an order that has to stand. */
  needsStandingOrder: boolean;
  /** The customer id of the unsubscribe link; null without one, as in texts and transactional e-mails. */
  unsubscribeCustomerId: string | null;
}

/** Writes texts with status "sending", and an open attempt for the call that follows the commit. */
export async function writeTexts(
  context: AppContext,
  sql: Sql,
  covered: readonly ReservedText[],
  now: Instant,
): Promise<ReadyMessage[]> {
  const newMessages = covered.filter(({ row }) => row.messageId === null);
  await insertMessages(
    sql,
    newMessages.map((item) => toTextRow(context, item, item.decision.text, now)),
  );
  await saveLinks(sql, newMessages.map(linksOf), now);
  await reopenMessages(
    sql,
    covered
      .filter(({ row }) => row.messageId !== null)
      .map(({ messageId, decision: { text } }) => ({ id: messageId, ...senderColumns(context, text), updatedAt: now })),
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
    storeEventId: row.storeEventId,
    shopName: shopNameOf(row),
    senderId: text.sender?.id ?? null,
    to: row.messageTo ?? text.to,
    subject: null,
    body: row.messageBody ?? text.body,
    mediaUrls: row.messageMediaUrls ?? mediaUrlsOf(context, text),
    sells: isMarketing(definition.kind),
    needsStandingOrder: triggerOf(definition.trigger.type).needsStandingOrder ?? false,
    unsubscribeCustomerId: null,
  }));
}

/** Writes e-mails as `writeTexts` writes texts: an open attempt before each call. E-mails cost no credits. */
export async function writeEmails(
  context: AppContext,
  sql: Sql,
  emails: readonly EmailStep[],
  now: Instant,
): Promise<ReadyMessage[]> {
  const messages = emails.map((item) => ({
    ...item,
    messageId: item.row.messageId ?? context.newId(now),
    attemptId: context.newId(now),
  }));
  const newMessages = messages.filter(({ row }) => row.messageId === null);
  await insertMessages(
    sql,
    newMessages.map(({ row, decision: { email }, messageId }) => ({
      ...outboundColumns(row, messageId, now),
      channel: "email",
      to: email.to,
      from: null,
      senderId: null,
      subject: email.subject,
      body: email.body,
      mediaUrls: [],
      segments: 1,
      credits: 0,
    })),
  );
  await reopenMessages(
    sql,
    messages
      .filter(({ row }) => row.messageId !== null)
      .map(({ messageId }) => ({ id: messageId, senderId: null, from: null, updatedAt: now })),
  );
  await insertAttempts(
    sql,
    messages.map(({ attemptId, messageId, row, decision }) => ({
      id: attemptId,
      shopId: row.shopId,
      messageId,
      checks: decision.checks,
      startedAt: now,
    })),
  );
  return messages.map(({ attemptId, messageId, row, definition, decision: { email } }) => ({
    attemptId,
    messageId,
    stepRowId: row.id,
    storeEventId: row.storeEventId,
    shopName: shopNameOf(row),
    senderId: null,
    to: row.messageTo ?? email.to,
    subject: email.subject,
    body: row.messageBody ?? email.body,
    mediaUrls: [],
    sells: isMarketing(definition.kind),
    needsStandingOrder: triggerOf(definition.trigger.type).needsStandingOrder ?? false,
    unsubscribeCustomerId: isMarketing(definition.kind) ? row.customerId : null,
  }));
}

/** The columns that texts and e-mails share. */
const outboundColumns = (row: DueStepRow, id: string, now: Instant) => ({
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

/** Links of test texts name no customer: clicks are counted, but emit no event. */
const linksOf = ({
  messageId,
  row: { shopId, customerId },
  definition: { kind },
  decision: { text },
}: ReservedText) => ({ messageId, shopId, customerId: kind === "test" ? null : customerId, links: text.links });

/** What a text goes out from: the shop's own sender, else the installation's. */
const senderColumns = ({ env }: AppContext, { sender }: PlannedText) => ({
  senderId: sender?.id ?? null,
  from: sender ? sender.number : (env.TWILIO_FROM_NUMBER ?? env.TWILIO_MESSAGING_SERVICE_SID ?? null),
});

const mediaUrlsOf = (context: AppContext, { media, sender }: PlannedText): string[] => [
  ...(media?.picture ? [scaledPicture(media.picture)] : []),
  ...(media?.contactCard && sender ? [contactCardUrl(context, sender.id)] : []),
];

const toTextRow = (context: AppContext, { messageId, row }: ReservedText, text: PlannedText, now: Instant) => ({
  ...outboundColumns(row, messageId, now),
  channel: "sms" as const,
  to: text.to,
  ...senderColumns(context, text),
  subject: null,
  body: text.body,
  mediaUrls: mediaUrlsOf(context, text),
  segments: text.segments,
  credits: text.credits,
});
