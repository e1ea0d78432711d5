/** A shop as a contact of its customers. */
interface ContactCard {
  name: string;
  /** E.164, or a short code. */
  number: string;
  site: string;
}

/** Escapes a value. Source: RFC 2426, section 5. */
const escaped = (value: string): string =>
  value
    // oxlint-disable-next-line no-control-regex -- these are the characters to take out
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "")
    .replace(/[\\,;]/g, "\\$&")
    .replaceAll("\n", "\\n");

const MAX_BYTES = 75;

/** Folds a line after 75 bytes, without cutting a character. */
function folded(line: string): string {
  const parts = [""];
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > MAX_BYTES) {
      parts.push("");
      // The continuation begins with a space.
      bytes = 1;
    }
    parts[parts.length - 1] += character;
    bytes += size;
  }
  return parts.join("\r\n ");
}

/** Writes a vCard 3.0, which all phones read. */
export const writeContactCard = ({ name, number, site }: ContactCard): string =>
  [
    "BEGIN:VCARD",
    "VERSION:3.0",
    `N:;${escaped(name)};;;`,
    `FN:${escaped(name)}`,
    `ORG:${escaped(name)}`,
    `TEL;TYPE=WORK,VOICE:${escaped(number)}`,
    `URL:${escaped(site)}`,
    "END:VCARD",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
