import { nextMailAt } from "#core/team/notification-mail.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimMail, postponeMail, type MailBatch } from "#shell/repositories/team/notification-mail.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { writeAlertLetter } from "#text/alert-letter.ts";
import { text } from "#text/en.ts";

/** So many alerts of a shop go into one letter. */
const MOST_IN_ONE = 50;

/**
 * Mails alerts to the teams that want that, those of a shop that wait together in one letter. Each is handed to the
 * mail server once: where the server is away it is asked again later; where it cannot be told whether it took a
 * letter, it is not.
 */
export async function mailNotifications(context: AppContext): Promise<void> {
  const { db, clock } = context;
  for (;;) {
    const now = clock.now();
    const batch = await claimMail(db.pool, now, MOST_IN_ONE);
    if (!batch) return;
    const [shop] = await findShops(db.pool, [batch.shopId]);
    if (!shop || (await mail(context, shop, batch, now)) === "away") return;
  }
}

/** @returns whether the mail server is there at all */
async function mail(
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
  const url = `https://${shop.domain}/admin/apps/${env.SHOPIFY_API_KEY}${seenAt(notices)}`;
  const outcome = await mailer.send({
    messageId: first.id,
    from: text.alertMail.from,
    to,
    ...writeAlertLetter({ shop: shop.name, alerts: notices, url }),
  });
  if (outcome.kind === "done") return "there";
  log.warn({ shop: shop.domain, alerts: ids.length, outcome }, "alerts could not be mailed to the team");
  if (outcome.kind === "unknown") return "there";
  const again =
    outcome.kind === "retry"
      ? nextMailAt(Math.max(...notices.map(({ mailTries }) => mailTries)), first.createdAt, now)
      : null;
  await postponeMail(db.pool, ids, again);
  return outcome.kind === "retry" ? "away" : "there";
}

/** Where what they tell of is dealt with: replies alone in the inbox, all else is listed among the notices. */
const seenAt = (notices: MailBatch["notices"]): string =>
  notices.every(({ kind }) => kind === "reply_held") ? "/app/inbox?tab=held" : "/app/tasks?tab=notices";
