import { Temporal, type Instant } from "#core/time/time.ts";

export interface Clock {
  now(): Instant;
  /**
   * Calls the listener when the clock jumps; the system clock never does.
   * @returns an unsubscribe function
   */
  onJump(listener: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  onJump: () => () => {},
};

/** A clock that can jump forward, for the sandbox and the tests. */
export interface MovableClock extends Clock {
  /** @throws RangeError if `to` is in the past */
  moveTo(to: Instant): void;
  /** Milliseconds ahead of the base clock. */
  aheadBy(): number;
}

/**
 * @param base underlying clock: the system's for the sandbox, a fixed one for tests
 * @param ahead initial offset in milliseconds
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
