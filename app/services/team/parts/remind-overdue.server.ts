import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { markReminded } from "#shell/repositories/team/tasks.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";

const BATCH_SIZE = 1_000;
/** Overdue tasks that one notification names. */
const MAX_NAMED = 3;

/** Notifies teams of overdue tasks, of each task once, with one notification per shop and run. */
export async function remindOfOverdueTasks(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const count = await transaction(context.db.pool, async (sql) => {
    const tasks = await markReminded(sql, now, BATCH_SIZE);
    const notices = [...Map.groupBy(tasks, ({ shopId }) => shopId)].map(([shopId, shopTasks]) => {
      const oldest = shopTasks.toSorted((a, b) => a.dueAt.epochMilliseconds - b.dueAt.epochMilliseconds);
      const named = oldest
        .slice(0, MAX_NAMED)
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
  if (count === BATCH_SIZE) await remindOfOverdueTasks(context);
}
