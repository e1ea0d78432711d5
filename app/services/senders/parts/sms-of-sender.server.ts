import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { findCredentials, type SenderCredentials } from "#shell/repositories/senders/senders.server.ts";
import type { SmsProvider } from "#shell/sms/provider.server.ts";

/** The provider of a shop's own sender. */
export const smsOfSender = (
  { smsOf, secrets }: Pick<AppContext, "smsOf" | "secrets">,
  { id, accountSid, authToken, serviceSid }: SenderCredentials,
): SmsProvider => smsOf({ accountSid, authToken: secrets.decrypt(authToken, id), serviceSid });

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
