import fc from "fast-check";
import { expect, test } from "vitest";
import { withGsmCharacters, withPlainCharacters, lookAlikeOf } from "#core/sending/look-alikes.ts";
import { countSegments, nonGsmCharacters } from "#core/sending/segments.ts";
import { checkTemplate, renderTemplate } from "#core/sending/templates/engine.ts";
import { at } from "../instant.ts";

test.for<[string, string]>([
  ["it’s “yours” — take it…", 'it\'s "yours" - take it...'],
  ["‘so’ „hier“ «là»", '\'so\' "hier" "là"'],
  ["10\u00A0% off\u202F!", "10 % off !"],
  ["zero\u200Bwidth, soft\u00ADhyphen", "zerowidth, softhyphen"],
  ["one\u2028two", "one\ntwo"],
  ["• one\n• two", "- one\n- two"],
  ["10–12, 3×4, ½ off, Shopbell™", "10-12, 3x4, 1/2 off, ShopbellTM"],
  ["José, café, naïve, Łódź, œuvre", "José, café, naive, Lodz, oeuvre"],
  ["e\u0301 written in two", "é written in two"],
  ["ﬁne", "fine"],
  ["£5, €6, ñ, Ü, Ω stay", "£5, €6, ñ, Ü, Ω stay"],
  ["hello 😀 你好", "hello 😀 你好"],
])("“%s” becomes “%s”", ([source, plain]) => {
  expect(withPlainCharacters(source)).toBe(plain);
});

test.for<[string, string]>([
  ["{{ customer.first_name | default: “there” }}", '{{ customer.first_name | default: "there" }}'],
  ['{{ customer.first_name | default: "it’s you" }}', '{{ customer.first_name | default: "it\'s you" }}'],
  ["{{ customer.first_name | default: 'it’s you' }}", "{{ customer.first_name | default: 'it’s you' }}"],
  ["{% if order.first %}“first”{% endif %}", '{% if order.first %}"first"{% endif %}'],
])("Liquid stays Liquid: %s", ([source, plain]) => {
  expect(withPlainCharacters(source)).toBe(plain);
  expect(checkTemplate(withPlainCharacters(source))).toBeNull();
});

test("an emoji has no look-alike; a curly quote has", () => {
  expect([lookAlikeOf("😀"), lookAlikeOf("你"), lookAlikeOf("’"), lookAlikeOf("ê")]).toEqual([null, null, "'", "e"]);
});

test("whatever takes another's place is in the basic alphabet, and doing it twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const plain = withPlainCharacters(text);
      for (const character of nonGsmCharacters(plain)) expect(lookAlikeOf(character)).toBeNull();
      expect(withPlainCharacters(plain)).toBe(plain);
    }),
  );
});

test("what could be read before can be read after, and takes no more segments", () => {
  const parts = fc.constantFrom(
    "Hi ",
    "’",
    "“x”",
    "{{ a | default: 'it’s' }}",
    '{{ a | default: "—" }}',
    "{% if a %}…{% endif %}",
    "😀",
    "é",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 30 }), (pieces) => {
      const source = pieces.join("");
      const plain = withPlainCharacters(source);
      const read = (template: string) =>
        renderTemplate(template, {}, { now: at("2026-03-02T15:00:00Z"), timezone: "UTC" });
      const [before, after] = [read(source), read(plain)];
      if ("error" in before || "error" in after) throw new Error("it could not be read");
      expect(countSegments(after.text).segments).toBeLessThanOrEqual(countSegments(before.text).segments);
    }),
  );
});

test.for<[string, string]>([
  ["Reply STOP to opt out – see you 😊", "Reply STOP to opt out - see you"],
  ["Hi 👋🏽 {{ customer.first_name }}!", "Hi {{ customer.first_name }}!"],
  ["You are the best ❤️, really", "You are the best, really"],
  ["😊", ""],
  ["{{ a | default: 'it’s' }} 😀 on", "{{ a | default: 'its' }} on"],
  ["line 🎉\nline", "line\nline"],
])("without what makes it dearer, “%s” is “%s”", ([source, cheap]) => {
  expect(withGsmCharacters(source)).toBe(cheap);
  expect(nonGsmCharacters(withGsmCharacters(source))).toEqual([]);
});

test("nothing that makes it dearer is left of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(nonGsmCharacters(withGsmCharacters(text))).toEqual([]);
    }),
  );
});
