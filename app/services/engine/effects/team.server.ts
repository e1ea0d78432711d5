import type { EffectOf } from "#core/engine/effects.ts";
import { notify } from "#shell/repositories/team/notifications.server.ts";
import { insertTask } from "#shell/repositories/team/tasks.server.ts";
import { effectDone, type Performer } from "./performer.server.ts";

export const createTask: Performer<EffectOf<"create_task">> = {
  inside: async (context, sql, { title, note, dueAt }, { row }, now) => {
    await insertTask(sql, {
      id: context.newId(now),
      shopId: row.shopId,
      customerId: row.customerId,
      sequenceId: row.sequenceId,
      title,
      note,
      status: "open",
      dueAt,
      createdAt: now,
    });
    return effectDone({ title, due_at: dueAt });
  },
};

export const notifyAdmin: Performer<EffectOf<"notify_admin">> = {
  inside: async (context, sql, { title, body }, { row }, now) => {
    await notify(sql, [
      {
        id: context.newId(now),
        shopId: row.shopId,
        kind: "automation",
        title,
        body,
        dedupeKey: `step:${row.id}`,
        createdAt: now,
      },
    ]);
    return effectDone({ title });
  },
};
