import { seededRandom } from "#core/automations/seeded-random.ts";

/** A deterministic sequence of choices. Equal seeds give equal sequences. */
export interface Chance {
  happens: (probability: number) => boolean;
  /** A number from `from`, inclusive, to `to`, exclusive. */
  between: (from: number, to: number) => number;
  /** A whole number from `from` to `to`, both inclusive. */
  whole: (from: number, to: number) => number;
  pick: <T>(of: readonly [T, ...T[]]) => T;
  /** An item by its weight. */
  weighted: <T>(of: readonly (readonly [weight: number, item: T])[]) => T;
}

export function chanceOf(seed: string): Chance {
  let drawn = 0;
  const next = () => seededRandom(`${seed}:${drawn++}`);
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    happens: (probability) => next() < probability,
    between: (from, to) => from + next() * (to - from),
    whole,
    pick: <T>(of: readonly [T, ...T[]]) => of[whole(0, of.length - 1)] as T,
    weighted: <T>(of: readonly (readonly [number, T])[]) => {
      const all = of.reduce((sum, [weight]) => sum + weight, 0);
      let left = next() * all;
      const found = of.find(([weight]) => (left -= weight) < 0) ?? of.at(-1);
      if (!found) throw new RangeError("nothing to choose from");
      return found[1];
    },
  };
}
