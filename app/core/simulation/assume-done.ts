import { shopifyFields } from "../actions/update-field.ts";
import type { Effect, EffectOf, EffectType } from "../engine/effects.ts";
import type { SimulatedCustomers } from "./simulated-customers.ts";

/** Where an effect is assumed to have been done. */
interface Place {
  people: SimulatedCustomers;
  customerId: string;
  /** Names of the shop's segments by id. */
  segments: ReadonlyMap<string, string>;
}

/** What an effect gives to later steps; nothing is called. */
type Output = Record<string, string | number | boolean | null>;
type Assume = { readonly [T in EffectType]: (effect: EffectOf<T>, place: Place) => Output };

const nothing = (): Output => ({});

function move(segmentId: string, isIn: boolean, { people, customerId, segments }: Place): Output {
  const segment = segments.get(segmentId);
  if (segment === undefined) return {};
  people.move(customerId, segment, isIn);
  return { segment };
}

/**
 * What each effect is taken to have done: what is Shopbell's own to write is written in memory. What Shopify or others
 * would do, and then tell of, is taken as done and not heard of again. One that is missing does not compile.
 */
const assume: Assume = {
  add_tags: nothing,
  remove_tags: nothing,
  update_field: ({ field, value }, { people, customerId }) => {
    if (!(shopifyFields as readonly string[]).includes(field)) people.setField(customerId, field, value);
    return { field, value };
  },
  add_to_segment: ({ segmentId }, place) => move(segmentId, true, place),
  remove_from_segment: ({ segmentId }, place) => move(segmentId, false, place),
  call_webhook: nothing,
  create_task: nothing,
  notify_admin: nothing,
  create_discount: ({ discount: { code, endsAt } }) => ({ code, ends_at: endsAt }),
  start_automation: nothing,
};

export const assumeEffectDone = (effect: Effect, place: Place): Output =>
  (assume[effect.type] as (given: Effect, where: Place) => Output)(effect, place);
