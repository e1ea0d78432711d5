import type { ActivityView } from "#text/views.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Shop } from "./enter-shop.server.ts";
import { TEXT_ACTION } from "./read-actions.server.ts";

/** Where a view's rows come from, as SQL: a relation `l`, and what holds of its rows. */
interface Source {
  from: string;
  where: string;
}

const decisions = `(SELECT id, "shopId", "createdAt", action, status, reason, explanation, credits, "customerId", "automationId", "messageId", id AS "entryId" FROM "AutomationLog")`;

/** A step has one row in the log, written when it ends. Until then a text of unknown outcome is told by its message, and explained by how its customer entered. */
const unknownTexts = `(SELECT m.id, m."shopId", m."updatedAt" AS "createdAt", '${TEXT_ACTION}' AS action, NULL::"LogStatus" AS status, 'outcome_unknown' AS reason, '[]'::jsonb AS explanation,
    m.credits, m."customerId", q."automationId", m.id AS "messageId",
    (SELECT e.id FROM "AutomationLog" e WHERE e."sequenceId" = m."sequenceId" AND e.action = 'enter' LIMIT 1) AS "entryId"
  FROM "Message" m LEFT JOIN "AutomationSequence" q ON q.id = m."sequenceId" WHERE m.status = 'unknown')`;

const wholeLog: Source = { from: decisions, where: "true" };
const views: Record<ActivityView, Source> = {
  sent: { from: decisions, where: "l.status = 'sent'" },
  skipped: { from: decisions, where: `l.status = 'skipped' AND l.action = '${TEXT_ACTION}'` },
  failed: { from: decisions, where: "l.status = 'failed'" },
  unknown: { from: unknownTexts, where: "true" },
  other: { from: decisions, where: `(l.status = 'done' OR l.status = 'skipped' AND l.action <> '${TEXT_ACTION}')` },
};

/** @param view the whole log without it */
export const sourceOf = (view: ActivityView | undefined): Source => (view ? views[view] : wholeLog);

/** How many of a shop's texts nobody can tell of yet whether they went out. */
export const countUnknownTexts = ({ prisma }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  prisma.message.count({ where: { shopId: shop.id, status: "unknown" } });
