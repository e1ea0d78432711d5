import type { Effect } from "#core/engine/effects.ts";
import { callWebhook } from "./call-webhook.server.ts";
import { createDiscount, findDiscount } from "./discount.server.ts";
import type { EffectLane, Performer, Performers } from "./performer.server.ts";
import { addToSegment, removeFromSegment } from "./segments.server.ts";
import { startAutomation } from "./start-automation.server.ts";
import { addTags, removeTags } from "./tags.server.ts";
import { createTask, notifyAdmin } from "./team.server.ts";
import { updateField } from "./update-field.server.ts";

/** The performer of each effect. A missing one does not compile. */
const performers: Performers = {
  add_tags: addTags,
  remove_tags: removeTags,
  update_field: updateField,
  add_to_segment: addToSegment,
  remove_from_segment: removeFromSegment,
  call_webhook: callWebhook,
  create_task: createTask,
  notify_admin: notifyAdmin,
  create_discount: createDiscount,
  find_discount: findDiscount,
  start_automation: startAutomation,
};

export const performerOf = <E extends Effect>(effect: E): Performer<E> =>
  performers[effect.type] as unknown as Performer<E>;

export type { EffectLane };

/** The limit that an effect's call counts towards; null if it calls no other system. */
export const laneOfEffect = (effect: Effect): EffectLane | null =>
  callsOtherSystem(effect) ? (performerOf(effect).lane ?? "admin_api") : null;

/** Whether an effect calls another system. */
export const callsOtherSystem = (effect: Effect): boolean => {
  const performer = performerOf(effect);
  return performer.isOutside?.(effect) ?? performer.outside !== undefined;
};
