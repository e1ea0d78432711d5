import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { isMachineVisit } from "#shell/http/machine-visit.server.ts";
import { countClick, findShortLink, type ShortLinkRow } from "#shell/repositories/sending/short-links.server.ts";
import { inboxReminder, emitOwnEvents } from "../intake/parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const HOUR_MS = 3_600_000;

/**
 * Follows a short link: counts the click, and emits a click event at most once per link and hour.
 * @returns the target URL from the link's row; null for an unknown code
 */
export async function followLink(context: AppContext, code: string, request: Request): Promise<string | null> {
  const link = await findShortLink(context.db.pool, code);
  if (!link) return null;
  // The redirect must work even if the click cannot be counted.
  if (!isMachineVisit(request))
    await recordClick(context, link).catch((error: unknown) =>
      context.log.error({ err: error, code }, "a click was not counted"),
    );
  return link.target;
}

async function recordClick(context: AppContext, link: ShortLinkRow): Promise<void> {
  const now = context.clock.now();
  const { code, shopId, customerId, target } = link;
  const emitted = await transaction(context.db.pool, async (sql) => {
    await countClick(sql, link, now);
    if (!customerId) return 0;
    const hour = Math.floor(now.epochMilliseconds / HOUR_MS);
    return emitOwnEvents(context, sql, [
      {
        shopId,
        topic: "shopbell/link_clicked",
        eventId: `click:${code}:${hour}`,
        triggeredAt: now,
        payload: { subject: `link:${code}`, customerId, facts: { click: { url: target } } },
      },
    ]);
  });
  if (emitted > 0) await remind(context, [inboxReminder(now)]);
}
