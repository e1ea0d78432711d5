import fc from "fast-check";
import { expect, test } from "vitest";
import { writeContactCard } from "#core/senders/contact-card.ts";

const card = { name: "Juniper & Co", number: "+18885550100", site: "https://juniper.example" };
/** Reads values as a phone does: unfolds lines, then unescapes. */
const read = (text: string): Map<string, string> =>
  new Map(
    text
      .replaceAll("\r\n ", "")
      .split("\r\n")
      .filter(Boolean)
      .map((line) => {
        const at = line.indexOf(":");
        return [
          line.slice(0, at),
          line.slice(at + 1).replace(/\\(.)/g, (_found, letter: string) => (letter === "n" ? "\n" : letter)),
        ] as const;
      }),
  );

test("a contact card names the shop, its number and its site", () => {
  expect(writeContactCard(card)).toBe(
    [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "N:;Juniper & Co;;;",
      "FN:Juniper & Co",
      "ORG:Juniper & Co",
      "TEL;TYPE=WORK,VOICE:+18885550100",
      "URL:https://juniper.example",
      "END:VCARD",
      "",
    ].join("\r\n"),
  );
});

test("no name breaks out of its line, and none is longer than a phone reads", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      const text = writeContactCard({ ...card, name });
      for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const fields = read(text);
      expect([...fields.keys()]).toEqual(["BEGIN", "VERSION", "N", "FN", "ORG", "TEL;TYPE=WORK,VOICE", "URL", "END"]);
      // oxlint-disable-next-line no-control-regex -- these are the characters that the card leaves out
      expect(fields.get("FN")).toBe(name.replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ""));
    }),
  );
});
