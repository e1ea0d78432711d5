import { CLICK_SETTLES_MS, judgeClick, MOST_CLICKS_PER_MINUTE } from "#core/analytics/clicks.ts";
import { addressesOf } from "#core/sending/links.ts";
import { withUtm } from "#core/sending/utm.ts";
import { makeVisitorToken, withVisitorToken } from "#core/intake/visitor-token.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { readVisit } from "#shell/http/visit.server.ts";
import { withdrawOwnEvents } from "#shell/repositories/intake/store-events.server.ts";
import { lockClicks, revealMachines, saveClick } from "#shell/repositories/sending/link-clicks.server.ts";
import { findShortLink, type ShortLinkRow } from "#shell/repositories/sending/short-links.server.ts";
import { inboxReminder, emitOwnEvents } from "../intake/parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";
import { hostsOf } from "./parts/short-links.server.ts";

const HOUR_MS = 3_600_000;
const TOPIC = "shopbell/link_clicked";

/**
 * Follows a short link: records the click, and emits a click event for a person's, at most once per link and hour.
 * @returns the target URL from the link's row, with its UTM parameters, and with a visitor token where `naming` says so;
 * null for an unknown code
 */
export async function followLink(context: AppContext, code: string, request: Request): Promise<string | null> {
  const minuteAgo = context.clock.now().subtract({ minutes: 1 });
  const link = await findShortLink(context.db.pool, code, minuteAgo);
  if (!link) return null;
  // The redirect must work even if the click cannot be recorded. A storm of clicks writes and locks nothing.
  const byPerson =
    link.recentClicks < MOST_CLICKS_PER_MINUTE &&
    (await recordClick(context, link, request).catch((error: unknown) => {
      context.log.error({ err: error, code }, "a click was not recorded");
      return false;
    }));
  const { target, utmCampaign, utmContent } = link;
  const tagged = utmCampaign === null ? target : withUtm(target, { campaign: utmCampaign, content: utmContent ?? "" });
  return byPerson ? naming(context, link, tagged) : tagged;
}

/**
 * Names the customer to the storefront's pixel by a token that the app can check: only on pages of the shop's own, and
 * while the shop has turned on browsing.
 */
function naming({ clock, secrets }: AppContext, link: ShortLinkRow, address: string): string {
  const { shopId, customerId, settings, shopDomain: domain, storefrontHost } = link;
  if (!customerId || !readSettings(settings).browsing || !addressesOf(hostsOf({ domain, storefrontHost }))(address))
    return address;
  return withVisitorToken(
    address,
    makeVisitorToken({ shopId, customerId, at: clock.now() }, (text) => secrets.sign(text)),
  );
}

/** @returns whether the click looks like a person's */
async function recordClick(context: AppContext, link: ShortLinkRow, request: Request): Promise<boolean> {
  const now = context.clock.now();
  const { code, shopId, messageId, customerId, target } = link;
  const { agent, declared } = readVisit(request);
  // Until then, another click can still show that a machine made this one.
  const settledAt = now.add({ milliseconds: CLICK_SETTLES_MS });
  const { emitted, byPerson } = await transaction(context.db.pool, async (sql) => {
    const recent = await lockClicks(sql, link, now.subtract({ minutes: 1 }));
    // Clicks that came while this one waited.
    if (recent.filter((other) => other.code === code).length >= MOST_CLICKS_PER_MINUTE)
      return { emitted: 0, byPerson: false };
    const text = link.sentAt && { sentAt: link.sentAt, deliveredAt: link.deliveredAt };
    const { signs, revealed } = judgeClick({ code, at: now }, { declared, text, earlier: recent });
    await saveClick(sql, { id: context.newId(now), shopId, code, messageId, customerId, at: now, agent, signs });
    if (revealed.length > 0) await takeBack(sql, shopId, revealed, now);
    if (!customerId || signs.length > 0) return { emitted: 0, byPerson: signs.length === 0 };
    const events = await emitOwnEvents(context, sql, [
      {
        shopId,
        topic: TOPIC,
        eventId: eventIdOf(code, now),
        triggeredAt: now,
        leaseUntil: settledAt,
        payload: { subject: `link:${code}`, customerId, facts: { click: { url: target } } },
      },
    ]);
    return { emitted: events, byPerson: true };
  });
  if (emitted > 0) await remind(context, [inboxReminder(now, settledAt.add({ milliseconds: 1 }))]);
  return byPerson;
}

const eventIdOf = (code: string, at: Instant): string => `click:${code}:${Math.floor(at.epochMilliseconds / HOUR_MS)}`;

/** Counts clicks as a machine's, and withdraws their events. */
async function takeBack(
  sql: Sql,
  shopId: string,
  revealed: Parameters<typeof revealMachines>[1],
  now: Instant,
): Promise<void> {
  await revealMachines(sql, revealed);
  await withdrawOwnEvents(sql, { shopId, topic: TOPIC, eventIds: revealed.map(({ code }) => eventIdOf(code, now)) });
}
