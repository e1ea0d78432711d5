import { Temporal, type Instant } from "#core/time/time.ts";
import { limitConcurrency, type ConcurrencyLimit } from "#shell/concurrency-limit.server.ts";
import { laneOfEffect, type EffectLane } from "../effects/index.server.ts";
import type { DecidedStep } from "./decide-steps.server.ts";

/** What a step calls besides the phone company. */
type LaneName = EffectLane | "email";

interface LaneSize {
  /** Calls at once, of all shops and of one. */
  atOnce: number;
  perShop: number;
  /** Steps of one shop that run or wait in the process: their turn comes before their lease ends. */
  admitted: number;
}

const sizes: Record<LaneName, LaneSize> = {
  web_call: { atOnce: 32, perShop: 4, admitted: 32 },
  admin_api: { atOnce: 32, perShop: 4, admitted: 20 },
  email: { atOnce: 16, perShop: 4, admitted: 10 },
};

/** A step that finds its shop's places taken comes back after this; the next one a little later. */
const PUT_OFF = Temporal.Duration.from({ seconds: 2 });
const PUT_OFF_STEP = Temporal.Duration.from({ milliseconds: 100 });

/** One shop in one lane. */
interface ShopPlaces {
  taken: number;
  calls: ConcurrencyLimit;
  /** When the last step that was put off comes back. */
  lastBack: Instant | null;
}

const later = (a: Instant, b: Instant | null): Instant => (b && Temporal.Instant.compare(b, a) > 0 ? b : a);

/**
 * The calls of steps to other systems, apart from the texts': web calls, Admin API writes and e-mails each have limits
 * of their own, in all and per shop. So a receiver that never answers holds up neither a text nor another shop. A step
 * beyond its shop's places is put off in the database.
 */
export class OutboundLanes {
  readonly #lanes = new Map(
    (Object.keys(sizes) as LaneName[]).map((name) => [
      name,
      { size: sizes[name], calls: limitConcurrency(sizes[name].atOnce), shops: new Map<string, ShopPlaces>() },
    ]),
  );
  /** The places that steps hold, by the id of the step's row. */
  readonly #held = new Map<string, { lane: LaneName; shopId: string }>();

  /**
   * Takes a place for a step that calls another system.
   * @returns null if it may go on; else when it is to come back
   */
  admit(step: DecidedStep, now: Instant): Instant | null {
    const name = laneOf(step);
    const lane = name && this.#lanes.get(name);
    if (!lane) return null;
    const { id, shopId } = step.row;
    const places: ShopPlaces = lane.shops.get(shopId) ?? {
      taken: 0,
      calls: limitConcurrency(lane.size.perShop),
      lastBack: null,
    };
    lane.shops.set(shopId, places);
    if (places.taken >= lane.size.admitted)
      return (places.lastBack = later(now.add(PUT_OFF), places.lastBack?.add(PUT_OFF_STEP) ?? null));
    places.taken++;
    this.#held.set(id, { lane: name, shopId });
    return null;
  }

  /** Runs the call of an admitted step within the limits, and gives its place back. */
  async run<T>(stepRowId: string, call: () => Promise<T>): Promise<T> {
    const held = this.#held.get(stepRowId);
    const lane = held && this.#lanes.get(held.lane);
    const places = lane?.shops.get(held?.shopId ?? "");
    if (!lane || !places) return call();
    try {
      return await places.calls(() => lane.calls(call));
    } finally {
      this.leave(stepRowId);
    }
  }

  /** Gives back the place of a step that makes no call. */
  leave(stepRowId: string): void {
    const held = this.#held.get(stepRowId);
    const shops = held && this.#lanes.get(held.lane)?.shops;
    const places = shops?.get(held?.shopId ?? "");
    if (!held || !shops || !places) return;
    this.#held.delete(stepRowId);
    if (--places.taken === 0) shops.delete(held.shopId);
  }
}

function laneOf({ decision }: DecidedStep): LaneName | null {
  if (decision.kind === "email") return "email";
  return decision.kind === "act" ? laneOfEffect(decision.act) : null;
}
