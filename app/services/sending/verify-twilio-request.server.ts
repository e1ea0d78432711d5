import { storable } from "#core/storable-text.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { sendersOfAccount } from "#shell/repositories/senders/senders.server.ts";
import { isFromTwilio } from "#shell/sms/twilio.server.ts";

/** The shop's own sender whose account signed a request. */
interface SigningSender {
  id: string;
  shopId: string;
}

export type VerifiedTwilioRequest =
  | {
      form: Record<string, string>;
      url: URL;
      /** The senders of the account that signed it, the one that the request names first; null: the installation's. */
      senders: readonly SigningSender[] | null;
    }
  | { refused: { status: 403 | 413; why: string; accountSid?: string } };

/**
 * Verifies Twilio's signature, which covers the app's public URL, the query and the form. The account that the form names
 * signs with its own token: the installation's, or that of a shop's sender.
 */
export async function verifyTwilioRequest(
  context: Pick<AppContext, "env" | "db" | "secrets" | "log">,
  request: Request,
): Promise<VerifiedTwilioRequest> {
  const signature = request.headers.get("x-twilio-signature");
  if (!signature) return { refused: { status: 403, why: "X-Twilio-Signature is missing" } };
  let body: string;
  try {
    body = (await readBody(request, bodyLimitOf("/twilio/"))).toString("utf8");
  } catch (error) {
    if (error instanceof BodyTooLarge) return { refused: { status: 413, why: error.message } };
    throw error;
  }
  const form = Object.fromEntries(new URLSearchParams(body));
  const { pathname, search } = new URL(request.url);
  const url = new URL(`${pathname}${search}`, context.env.SHOPIFY_APP_URL);
  const account = await accountOf(context, form);
  if (!account) return { refused: { status: 403, why: "the account is not one of ours", ...namedIn(form) } };
  if (!account.tokens.some((token) => isFromTwilio(token, signature, url.toString(), form)))
    return { refused: { status: 403, why: "the signature is not Twilio's" } };
  return { form: storable(form) as Record<string, string>, url, senders: account.senders };
}

/** Twilio waits 15 seconds for an answer, and does not call again. */
const PATIENCE = { patienceMs: 6_000 };

/** The account that a request names, for the log: an id of Twilio's, no personal data. */
const namedIn = ({ AccountSid }: Record<string, string>): { accountSid?: string } =>
  AccountSid && /^AC[0-9a-f]{32}$/i.test(AccountSid) ? { accountSid: AccountSid } : {};

/** The tokens that an account may sign with, and its senders; null for an unknown account. */
async function accountOf(
  { env, db, secrets, log }: Pick<AppContext, "env" | "db" | "secrets" | "log">,
  { AccountSid = env.TWILIO_ACCOUNT_SID, MessagingServiceSid }: Record<string, string>,
): Promise<{ tokens: string[]; senders: SigningSender[] | null } | null> {
  if (AccountSid === env.TWILIO_ACCOUNT_SID) return { tokens: [env.TWILIO_AUTH_TOKEN], senders: null };
  const senders = await retryWhileAway(log, () => sendersOfAccount(db.pool, AccountSid), PATIENCE);
  if (senders.length === 0) return null;
  const named = senders.filter(({ serviceSid }) => MessagingServiceSid && serviceSid === MessagingServiceSid);
  return {
    // Senders of one account hold one token, of which one copy may be older.
    tokens: [...new Set(senders.flatMap(({ id, authToken }) => (authToken ? [secrets.decrypt(authToken, id)] : [])))],
    senders: [...new Set([...named, ...senders])].map(({ id, shopId }) => ({ id, shopId })),
  };
}
