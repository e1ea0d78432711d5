import { shopifyFields } from "../actions/update-field.ts";
import type { Effect, EffectOf, EffectType } from "../engine/effects.ts";
import type { SimulatedCustomers } from "./simulated-customers.ts";

/** The target of an effect. */
interface EffectTarget {
  people: SimulatedCustomers;
  customerId: string;
  /** Segment names by id. */
  segments: ReadonlyMap<string, string>;
}

/** The output for later steps. */
type Output = Record<string, string | number | boolean | null>;
type AssumedResults = { readonly [T in EffectType]: (effect: EffectOf<T>, target: EffectTarget) => Output };

const nothing = (): Output => ({});

function moveSegment(segmentId: string, isIn: boolean, { people, customerId, segments }: EffectTarget): Output {
  const segment = segments.get(segmentId);
  if (segment === undefined) return {};
  people.move(customerId, segment, isIn);
  return { segment };
}

/**
 * The assumed result of each effect. Effects on Shopbell's own data are applied in memory. Effects elsewhere, such as
 * at Shopify, count as done, and the events they would cause are left out.
 */
const assume: AssumedResults = {
  add_tags: nothing,
  remove_tags: nothing,
  update_field: ({ field, value }, { people, customerId }) => {
    if (!(shopifyFields as readonly string[]).includes(field)) people.setField(customerId, field, value);
    return { field, value };
  },
  add_to_segment: ({ segmentId }, target) => moveSegment(segmentId, true, target),
  remove_from_segment: ({ segmentId }, target) => moveSegment(segmentId, false, target),
  call_webhook: nothing,
  create_task: nothing,
  notify_admin: nothing,
  create_discount: ({ discount: { code, endsAt } }) => ({ code, ends_at: endsAt }),
  find_discount: ({ code }) => ({ code, ends_at: null }),
  start_automation: nothing,
};

export const assumeEffectDone = (effect: Effect, target: EffectTarget): Output =>
  (assume[effect.type] as (given: Effect, where: EffectTarget) => Output)(effect, target);
