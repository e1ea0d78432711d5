import { readProviderStatus } from "#core/sending/delivery-status.ts";
import { matchProviderMessages, type ProviderMessage } from "#core/sending/match-provider-messages.ts";
import { nameInTexts } from "#core/team/settings.ts";
import { countSegments } from "#core/sending/segments.ts";
import { Temporal } from "#core/time/time.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { smsOfSender } from "#services/senders/parts/sms-of-sender.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { findUnreadCopy, recordRecovered } from "#shell/repositories/operations/restored-steps.server.ts";
import { findCredentials, listSenders } from "#shell/repositories/senders/senders.server.ts";
import { boundProviderIds, toLostAttempt } from "#shell/repositories/sending/lost-attempts.server.ts";
import { shopsOfNumbers } from "#shell/repositories/sending/messages.server.ts";
import { insertRecovered, openCalls } from "#shell/repositories/sending/recovered-texts.server.ts";
import { listShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import type { SmsProvider } from "#shell/sms/provider.server.ts";

/** A text that was written shortly before the copy may have gone out after it. */
const BEFORE_THE_COPY = { hours: 1 };
const MAX_BATCH = 500;

/** An account whose messages the provider lists. */
interface Account {
  /** The shop's own sender; null for the installation's. */
  sender: { id: string; shopId: string } | null;
  sms: SmsProvider;
}

/**
 * After a restore, reads from the provider what the copy lacks: replies are handled as they were, so that a STOP holds,
 * and texts that went out are stored, so that none goes out again. Safe to repeat.
 * @returns null where no restore waits for it
 * @throws Error if the provider does not list an account's messages: the shops that it concerns wait for the next run
 */
export async function recoverTexts(context: AppContext): Promise<{ replies: number; texts: number } | null> {
  const sql = context.db.pool;
  const copiedAt = await findUnreadCopy(sql);
  if (!copiedAt) return null;
  const total = { replies: 0, texts: 0 };
  const silent: { shopId: string | null; detail: string }[] = [];
  for (const account of await accountsOf(context)) {
    const answer = await account.sms.list(copiedAt.subtract(BEFORE_THE_COPY));
    if (answer.kind === "silent") {
      silent.push({ shopId: account.sender?.shopId ?? null, detail: answer.detail });
      continue;
    }
    const listed = answer.texts.toSorted((one, other) => Temporal.Instant.compare(one.createdAt, other.createdAt));
    total.texts += await recoverSent(context, account, listed);
    total.replies += await recoverReplies(context, account, listed);
  }
  // Any shop may have texted through the installation's own account.
  const waiting = silent.map(({ shopId }) => shopId);
  if (!waiting.includes(null))
    await recordRecovered(
      sql,
      waiting.filter((shopId) => shopId !== null),
      context.clock.now(),
    );
  if (silent.length > 0)
    throw new Error(`the texts since the copy are not known: ${silent.map(({ detail }) => detail).join("; ")}`);
  context.log.info(total, "the texts since the restored copy are read from the provider");
  return total;
}

async function accountsOf(context: AppContext): Promise<Account[]> {
  const accounts: Account[] = hasSharedSender(context.env) ? [{ sender: null, sms: context.sms }] : [];
  for (const { id, shopId, status } of await listSenders(context.db.pool)) {
    if (status === "released") continue;
    const credentials = await findCredentials(context.db.pool, id);
    if (credentials) accounts.push({ sender: { id, shopId }, sms: smsOfSender(context, credentials) });
  }
  return accounts;
}

/** Stores the texts that the copy lacks. What an open call of the copy may have sent is left to its look-up. */
async function recoverSent(
  context: AppContext,
  { sender }: Account,
  listed: readonly ProviderMessage[],
): Promise<number> {
  const sql = context.db.pool;
  const sent = listed.filter(({ direction }) => direction === "outbound-api");
  const known = await boundProviderIds(
    sql,
    listed.map(({ providerId }) => providerId),
  );
  const own = sent.flatMap(({ from, messagingService }) => [from, messagingService].filter((one) => one !== null));
  const calls = await openCalls(sql, sender?.id ?? null);
  const ofCalls = matchProviderMessages(
    calls.map((call) => toLostAttempt(call, own)),
    sent,
    known,
  );
  const left = new Set([...known, ...[...ofCalls.values()].map(({ providerId }) => providerId)]);
  const lacking = sent.filter(({ providerId }) => !left.has(providerId));
  const shopOf = sender ? () => sender.shopId : await shopsOf(context, lacking);
  const rows = lacking.flatMap((text) => {
    const shopId = shopOf(text);
    return shopId === null ? [] : [toRow(context, text, { shopId, senderId: sender?.id ?? null })];
  });
  for (let at = 0; at < rows.length; at += MAX_BATCH) await insertRecovered(sql, rows.slice(at, at + MAX_BATCH));
  if (rows.length < lacking.length)
    context.log.warn({ texts: lacking.length - rows.length }, "texts since the restored copy belong to no shop");
  return rows.length;
}

const toRow = (
  context: AppContext,
  { providerId, to, from, body, status, segments, errorCode, createdAt }: ProviderMessage,
  owner: { shopId: string; senderId: string | null },
) => ({
  ...owner,
  id: context.newId(createdAt),
  to,
  from,
  body,
  segments: segments ?? countSegments(body).segments,
  status: readProviderStatus(status) ?? ("sent" as const),
  providerStatus: status,
  providerId,
  errorCode,
  createdAt,
});

/**
 * The shop of each text from the installation's sender: the one that texted the number before, else the one whose name
 * the text says, else the only one.
 */
async function shopsOf(
  { db }: AppContext,
  texts: readonly ProviderMessage[],
): Promise<(text: ProviderMessage) => string | null> {
  const shops = (await listShops(db.pool)).filter(({ uninstalledAt }) => uninstalledAt === null);
  const byNumber = await shopsOfNumbers(db.pool, [...new Set(texts.map(({ to }) => to))]);
  const says = ({ body }: ProviderMessage, shop: ShopRow) => body.includes(nameInTexts(shop));
  return (text) => {
    const named = shops.filter((shop) => says(text, shop));
    const [only] = named.length === 1 ? named : shops.length === 1 ? shops : [];
    return byNumber.get(text.to) ?? only?.id ?? null;
  };
}

/** Handles the replies that the copy lacks, oldest first. Their answers went out before the restore. */
async function recoverReplies(
  context: AppContext,
  { sender }: Account,
  listed: readonly ProviderMessage[],
): Promise<number> {
  const replies = listed.filter(({ direction }) => direction === "inbound");
  const known = await boundProviderIds(
    context.db.pool,
    replies.map(({ providerId }) => providerId),
  );
  const lacking = replies.filter(({ providerId, from }) => !known.has(providerId) && from !== null);
  for (const { providerId, from, to, body, createdAt } of lacking)
    await receiveMessage(context, {
      sender,
      providerId,
      from: from ?? "",
      to,
      body,
      at: createdAt,
      answeredByProvider: false,
    });
  return lacking.length;
}
