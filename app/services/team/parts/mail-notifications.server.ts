import { nextMailAt } from "#core/team/notification-mail.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimMail, postponeMail, type MailBatch } from "#shell/repositories/team/notification-mail.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { writeAlertLetter } from "#text/alert-letter.ts";
import { text } from "#text/en.ts";

/** Alerts per e-mail. */
const MAX_ALERTS_PER_MAIL = 50;

/**
 * Mails alerts to teams that subscribed to them, one e-mail per shop. Retries if the mail server is unreachable; never
 * re-sends an e-mail whose outcome is unknown.
 */
export async function mailNotifications(context: AppContext): Promise<void> {
  const { db, clock } = context;
  for (;;) {
    const now = clock.now();
    const batch = await claimMail(db.pool, now, MAX_ALERTS_PER_MAIL);
    if (!batch) return;
    const [shop] = await findShops(db.pool, [batch.shopId]);
    if (!shop || (await mailBatch(context, shop, batch, now)) === "away") return;
  }
}

/** @returns `away` if the mail server is unreachable */
async function mailBatch(
  context: AppContext,
  shop: ShopRow,
  { notices }: MailBatch,
  now: Instant,
): Promise<"there" | "away"> {
  const { db, mailer, env, log } = context;
  const to = readSettings(shop.settings).teamEmail;
  const [first] = notices;
  const ids = notices.map(({ id }) => id);
  if (!to || !first) {
    await postponeMail(db.pool, ids, null);
    return "there";
  }
  const url = `https://${shop.domain}/admin/apps/${env.SHOPIFY_API_KEY}${pageOf(notices)}`;
  const outcome = await mailer.send({
    messageId: first.id,
    from: text.alertMail.from,
    to,
    ...writeAlertLetter({ shop: shop.name, alerts: notices, url }),
  });
  if (outcome.kind === "done") return "there";
  log.warn({ shop: shop.domain, alerts: ids.length, outcome }, "alerts could not be mailed to the team");
  if (outcome.kind === "unknown") return "there";
  const retryAt =
    outcome.kind === "retry"
      ? nextMailAt(Math.max(...notices.map(({ mailTries }) => mailTries)), first.createdAt, now)
      : null;
  await postponeMail(db.pool, ids, retryAt);
  return outcome.kind === "retry" ? "away" : "there";
}

/** Page for the alerts: the held tab of the inbox for held replies alone, else the notifications. */
const pageOf = (notices: MailBatch["notices"]): string =>
  notices.every(({ kind }) => kind === "reply_held") ? "/app/inbox?tab=held" : "/app/notices";
