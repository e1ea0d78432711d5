/** Mixes text into 32 bits: equal texts give equal numbers, like texts unlike ones (FNV-1a, finished as MurmurHash3 is). */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 up to, not including, 1, drawn from a seed: the same whenever it is asked. */
export const draw = (seed: string): number => mix(seed) / 2 ** 32;

// Without what is mistaken for something else when read from a phone.
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** A code of `length` characters drawn from a seed; as hard to guess as the seed is. */
export const codeOf = (seed: string, length: number): string =>
  Array.from({ length }, (_, at) => LETTERS[Math.floor(draw(`${seed}/${at}`) * LETTERS.length)]).join("");
