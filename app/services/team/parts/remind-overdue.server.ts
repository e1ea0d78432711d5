import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { markReminded } from "#shell/repositories/team/tasks.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";

const MOST_AT_ONCE = 1_000;
/** How many of several overdue tasks a notice names. */
const NAMED = 3;

/** Reminds teams of tasks that are overdue: of each once, and of those that are found together in one notice. */
export async function remindOfOverdueTasks(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const found = await transaction(context.db.pool, async (sql) => {
    const tasks = await markReminded(sql, now, MOST_AT_ONCE);
    const notices = [...Map.groupBy(tasks, ({ shopId }) => shopId)].map(([shopId, ofShop]) => {
      const oldest = ofShop.toSorted((a, b) => a.dueAt.epochMilliseconds - b.dueAt.epochMilliseconds);
      const named = oldest
        .slice(0, NAMED)
        .map(({ title, dueAt, timezone }) => ({ title, due: momentOf(dueAt, timezone, now).shown }));
      const id = context.newId(now);
      return {
        id,
        shopId,
        kind: "tasks_overdue" as const,
        ...text.tasks.overdueNotice(oldest.length, named),
        dedupeKey: `tasks_overdue:${id}`,
        createdAt: now,
      };
    });
    await notify(sql, notices);
    return tasks.length;
  });
  if (found === MOST_AT_ONCE) await remindOfOverdueTasks(context);
}
