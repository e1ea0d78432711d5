const WHOLE = 2n ** 64n - 1n;

/** Hashes text to 64 bits (FNV-1a with MurmurHash3's finaliser), so that similar texts give unrelated numbers. */
function mix(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) hash = ((hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n) & WHOLE;
  hash = ((hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn) & WHOLE;
  hash = ((hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n) & WHOLE;
  return hash ^ (hash >> 33n);
}

/** A deterministic number in [0, 1) for a seed. */
export const seededRandom = (seed: string): number => Number(mix(seed) >> 11n) / 2 ** 53;

// Without characters that are easily confused.
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** A deterministic code of up to 12 characters. It is as hard to guess as its seed; collisions are improbable. */
export function seededCode(seed: string, length: number): string {
  let left = mix(seed);
  return Array.from({ length }, () => {
    const letter = LETTERS[Number(left % BigInt(LETTERS.length))];
    left /= BigInt(LETTERS.length);
    return letter;
  }).join("");
}
