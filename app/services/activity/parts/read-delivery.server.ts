import { showPhone } from "#core/customers/phone-number.ts";
import type { AttemptOutcome, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { attemptsOf } from "#shell/repositories/customers/customer-history.server.ts";
import { clicksOf } from "#shell/repositories/sending/short-links.server.ts";
import { formatFault } from "#text/faults.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { RecipientTime } from "./recipient-time.server.ts";

/** A message with its provider requests. */
export interface MessageDelivery {
  channel: "sms" | "email";
  to: string;
  from: string | null;
  /** E-mail only. */
  subject: string | null;
  body: string;
  segments: number;
  credits: number;
  status: MessageStatus;
  statusSince: ShownMoment;
  errorCode: string | null;
  /** Error description for merchants. */
  fault: string | null;
  /** Twilio SID or e-mail message id. */
  providerId: string | null;
  /** Clicks on its short links; null if it has none. */
  followed: { clicks: number; machineClicks: number; last: ShownMoment | null } | null;
  attempts: Attempt[];
}

interface Attempt {
  at: ShownMoment;
  there: RecipientTime | null;
  outcome: AttemptOutcome;
  /** The provider's error message. */
  detail: string | null;
  /** Lookups of an unknown outcome: their number, and how many reliably found no such message; null without lookups. */
  looks: { times: number; clean: number; next: ShownMoment | null } | null;
}

interface StoredMessage {
  id: string;
  channel: "sms" | "email";
  to: string;
  from: string | null;
  subject: string | null;
  body: string;
  segments: number;
  credits: number;
  status: MessageStatus;
  updatedAt: Date;
  errorCode: string | null;
  providerId: string | null;
}

interface TimeFormatters {
  toMoment: (at: Date | Instant) => ShownMoment;
  toRecipientTime: (at: Instant) => RecipientTime | null;
}

export async function readDelivery(
  sql: Sql,
  message: StoredMessage,
  { toMoment, toRecipientTime }: TimeFormatters,
): Promise<MessageDelivery> {
  const [attempts, clicks] = await Promise.all([attemptsOf(sql, [message.id]), clicksOf(sql, [message.id])]);
  const links = clicks.get(message.id);
  return {
    channel: message.channel,
    to: formatAddress(message.to),
    from: message.from && formatAddress(message.from),
    subject: message.subject,
    body: message.body,
    segments: message.segments,
    credits: message.credits,
    status: message.status,
    statusSince: toMoment(message.updatedAt),
    errorCode: message.errorCode,
    fault:
      message.errorCode && message.status !== "sent" && message.status !== "delivered"
        ? formatFault(message.errorCode)
        : null,
    providerId: message.providerId,
    followed: links
      ? {
          clicks: links.clicks,
          machineClicks: links.machineClicks,
          last: links.lastClickAt && toMoment(links.lastClickAt),
        }
      : null,
    attempts: attempts.map(({ startedAt, outcome, detail, looks, cleanLooks, nextLookAt }) => ({
      at: toMoment(startedAt),
      there: toRecipientTime(startedAt),
      outcome,
      detail,
      looks:
        looks > 0 || nextLookAt ? { times: looks, clean: cleanLooks, next: nextLookAt && toMoment(nextLookAt) } : null,
    })),
  };
}

const formatAddress = (address: string): string => (/^\+\d+$/.test(address) ? showPhone(address) : address);
