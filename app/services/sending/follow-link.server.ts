import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { isMachineVisit } from "#shell/http/machine-visit.server.ts";
import { countClick, findShortLink, type ShortLinkRow } from "#shell/repositories/sending/short-links.server.ts";
import { inboxReminder, emitOwnEvents } from "../intake/parts/emit-events.server.ts";
import { remind } from "../engine/parts/remind.server.ts";

const HOUR_MS = 3_600_000;

/**
 * Follows a short link: counts the click, and tells automations of it, once a link and hour.
 * @returns where it leads; null for a code that is none. It leads where its row says, and nowhere else.
 */
export async function followLink(context: AppContext, code: string, request: Request): Promise<string | null> {
  const link = await findShortLink(context.db.pool, code);
  if (!link) return null;
  // Who follows a link gets there, also when the click cannot be counted.
  if (!isMachineVisit(request))
    await count(context, link).catch((error: unknown) =>
      context.log.error({ err: error, code }, "a click was not counted"),
    );
  return link.target;
}

async function count(context: AppContext, link: ShortLinkRow): Promise<void> {
  const now = context.clock.now();
  const { code, shopId, customerId, target } = link;
  const raised = await transaction(context.db.pool, async (sql) => {
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
  if (raised > 0) await remind(context, [inboxReminder(now)]);
}
