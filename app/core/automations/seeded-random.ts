const WHOLE = 2n ** 64n - 1n;

/**
 * Mixes text into 64 bits: equal texts give equal numbers, like texts unlike ones (FNV-1a, finished as MurmurHash3
 * is).
 */
function mix(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) hash = ((hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n) & WHOLE;
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & WHOLE;
  hash = ((hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n) & WHOLE;
  return hash ^ (hash >> 33n);
}

/** A number from 0 up to, not including, 1, drawn from a seed: the same whenever it is asked. */
export const seededRandom = (seed: string): number => Number(mix(seed) >> 11n) / 2 ** 53;

// Without what is mistaken for something else when read from a phone.
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/**
 * A code of up to 12 characters drawn from a seed: as hard to guess as the seed is, and two seeds hardly ever give
 * the same.
 */
export function seededCode(seed: string, length: number): string {
  let left = mix(seed);
  return Array.from({ length }, () => {
    const letter = LETTERS[Number(left % BigInt(LETTERS.length))];
    left /= BigInt(LETTERS.length);
    return letter;
  }).join("");
}
