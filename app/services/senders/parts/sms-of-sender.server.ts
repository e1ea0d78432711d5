import { readPhone } from "#core/customers/phone-number.ts";
import { senderFor, senderObjection } from "#core/senders/sender.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import { findCredentials, type SenderCredentials } from "#shell/repositories/senders/senders.server.ts";
import type { SmsProvider } from "#shell/sms/provider.server.ts";

/** The provider of a shop's own sender. */
export const smsOfSender = (
  { smsOf, secrets }: Pick<AppContext, "smsOf" | "secrets">,
  { id, accountSid, authToken, serviceSid }: SenderCredentials,
): SmsProvider => smsOf({ accountSid, authToken: secrets.decrypt(authToken, id), serviceSid });

/**
 * The provider of a text that is no message of a shop's, such as a code for its team: the shop's own sender where it may
 * text the number, else the installation's. Null where neither may.
 */
export async function smsForNumber(
  context: Pick<AppContext, "smsOf" | "secrets" | "sms" | "db" | "env">,
  shopId: string,
  phone: string,
): Promise<SmsProvider | null> {
  const senders = await readSenderFacts(context.db.pool, shopId);
  const use = { country: readPhone(phone)?.country ?? null, kind: "test" as const };
  const own = senderFor(senders, use);
  if (own && senderObjection(senders, use) === null) return smsOfMessage(context, context.db.pool, own.id);
  return hasSharedSender(context.env) ? context.sms : null;
}

/** The provider that a message went through; null when its sender has no account any more. */
export async function smsOfMessage(
  context: Pick<AppContext, "smsOf" | "secrets" | "sms">,
  sql: Sql,
  senderId: string | null,
): Promise<SmsProvider | null> {
  if (senderId === null) return context.sms;
  const credentials = await findCredentials(sql, senderId);
  return credentials ? smsOfSender(context, credentials) : null;
}
