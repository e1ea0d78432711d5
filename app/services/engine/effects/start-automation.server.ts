import { isStartable } from "#core/automations/references.ts";
import type { EffectOf } from "#core/engine/effects.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import { effectDone, effectRefused, type Performer } from "./performer.server.ts";

export const startAutomation: Performer<EffectOf<"start_automation">> = {
  inside: async (context, sql, { automationId }, { row, automationName }, now) => {
    const automation = await findAutomation(sql, row.shopId, automationId);
    if (!automation) return effectRefused("no_automation", "the automation to start is no longer there");
    if (!isStartable(automation.trigger))
      return effectRefused("not_startable", `“${automation.name}” is not started by other automations`);
    await emitOwnEvents(context, sql, [
      {
        shopId: row.shopId,
        topic: "shopbell/manual",
        eventId: `${row.id}:${automationId}`,
        triggeredAt: now,
        payload: {
          subject: `sequence:${row.sequenceId}`,
          customerId: row.customerId,
          automationId,
          hop: row.hop + 1,
          causedBy: row.sequenceId,
          facts: { manual: { by: automationName } },
        },
      },
    ]);
    return effectDone({ started: automation.name });
  },
};
