import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { markDataRequestsReminded } from "#shell/repositories/consent/data-requests.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";

/** How long before the answer to a customer is due the team is reminded of it. */
const AHEAD = Temporal.Duration.from({ hours: 24 * 7 });

/** Reminds teams of customers' requests for their data whose answer is due within a week, of each once. */
export async function remindOfDataRequests(context: AppContext): Promise<void> {
  const now = context.clock.now();
  await transaction(context.db.pool, async (sql) => {
    const requests = await markDataRequestsReminded(sql, { now, dueBy: now.add(AHEAD) });
    await notify(
      sql,
      requests.map(({ id, shopId, customerShopifyId, dueAt, timezone }) => ({
        id: context.newId(now),
        shopId,
        kind: "data_request" as const,
        ...text.privacy.dueNotice(customerShopifyId, momentOf(dueAt, timezone, now).shown),
        dedupeKey: `data_request_due:${id}`,
        createdAt: now,
      })),
    );
  });
}
