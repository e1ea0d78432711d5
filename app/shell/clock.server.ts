import { Temporal, type Instant } from "#core/time/time.ts";

export interface Clock {
  now(): Instant;
  /** Calls back each time the clock jumps; a clock that only ticks never does. Returns the way to stop. */
  onJump(listener: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  onJump: () => () => {},
};

/** A clock that can be moved forward: the sandbox's and the tests'. It ticks on from where it was moved to. */
export interface MovableClock extends Clock {
  /** @throws RangeError when `to` lies in the past of this clock */
  moveTo(to: Instant): void;
  /** How far it runs ahead of the machine's clock, in milliseconds. */
  aheadBy(): number;
}

/**
 * @param base the clock underneath: the machine's for the sandbox, a standing one for tests
 * @param ahead where it starts, in milliseconds ahead of the base
 */
export function movableClock(base: () => Instant = systemClock.now, ahead = 0): MovableClock {
  let offset = ahead;
  const listeners = new Set<() => void>();
  const now = () => base().add({ milliseconds: offset });
  return {
    now,
    aheadBy: () => offset,
    onJump: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo: (to) => {
      const step = to.epochMilliseconds - now().epochMilliseconds;
      if (step < 0) throw new RangeError(`the clock moves forward only: ${to.toString()} has passed`);
      offset += step;
      for (const listener of listeners) listener();
    },
  };
}
