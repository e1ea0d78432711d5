const OPENING = new Set(["{".charCodeAt(0), "[".charCodeAt(0)]);
const CLOSING = new Set(["}".charCodeAt(0), "]".charCodeAt(0)]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether a JSON text nests deeper than `limit`. Scans the bytes without parsing, because a hostile depth could exhaust
 * the parser.
 * @param json UTF-8 bytes
 */
export function nestsDeeperThan(json: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENING.has(byte)) {
      if (++depth > limit) return true;
    } else if (CLOSING.has(byte)) depth--;
  }
  return false;
}
