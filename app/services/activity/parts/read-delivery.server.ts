import { showPhone } from "#core/customers/phone-number.ts";
import type { AttemptOutcome, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { attemptsOf } from "#shell/repositories/customers/customer-history.server.ts";
import { clicksOf } from "#shell/repositories/sending/short-links.server.ts";
import { formatFault } from "#text/faults.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { RecipientTime } from "./recipient-time.server.ts";

/** A message with every call that was made for it. */
export interface MessageDelivery {
  channel: "sms" | "email";
  to: string;
  from: string | null;
  /** Of an e-mail. */
  subject: string | null;
  body: string;
  segments: number;
  credits: number;
  status: MessageStatus;
  statusSince: ShownMoment;
  errorCode: string | null;
  /** Why it did not arrive, in plain words. */
  fault: string | null;
  /** The provider's id. */
  providerId: string | null;
  /** How often its links were followed, and when last; null for one without such links. */
  followed: { clicks: number; last: ShownMoment | null } | null;
  attempts: Attempt[];
}

interface Attempt {
  at: ShownMoment;
  there: RecipientTime | null;
  outcome: AttemptOutcome;
  /** The provider's own words. */
  detail: string | null;
  /**
   * How often the provider was asked afterwards, and how often it was sure to know of no such text; null where it was
   * not.
   */
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

interface Teller {
  tell: (at: Date | Instant) => ShownMoment;
  there: (at: Instant) => RecipientTime | null;
}

export async function readDelivery(
  sql: Sql,
  message: StoredMessage,
  { tell, there }: Teller,
): Promise<MessageDelivery> {
  const [attempts, clicks] = await Promise.all([attemptsOf(sql, [message.id]), clicksOf(sql, [message.id])]);
  const links = clicks.get(message.id);
  return {
    channel: message.channel,
    to: shown(message.to),
    from: message.from && shown(message.from),
    subject: message.subject,
    body: message.body,
    segments: message.segments,
    credits: message.credits,
    status: message.status,
    statusSince: tell(message.updatedAt),
    errorCode: message.errorCode,
    fault:
      message.errorCode && message.status !== "sent" && message.status !== "delivered"
        ? formatFault(message.errorCode)
        : null,
    providerId: message.providerId,
    followed: links ? { clicks: links.clicks, last: links.lastClickAt && tell(links.lastClickAt) } : null,
    attempts: attempts.map(({ startedAt, outcome, detail, looks, cleanLooks, nextLookAt }) => ({
      at: tell(startedAt),
      there: there(startedAt),
      outcome,
      detail,
      looks: looks > 0 || nextLookAt ? { times: looks, clean: cleanLooks, next: nextLookAt && tell(nextLookAt) } : null,
    })),
  };
}

const shown = (address: string): string => (/^\+\d+$/.test(address) ? showPhone(address) : address);
