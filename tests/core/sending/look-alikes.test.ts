import fc from "fast-check";
import { expect, test } from "vitest";
import { withGsmCharacters, withPlainCharacters, withStraightQuotes, lookAlikeOf } from "#core/sending/look-alikes.ts";
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
  ["{{ customer.first_name | default: ‘there’ }}", "{{ customer.first_name | default: 'there' }}"],
  ['{{ customer.first_name | default: "it’s you" }}', '{{ customer.first_name | default: "it’s you" }}'],
  ['{% if order.name == “#1” %}It’s "it"{% endif %}', '{% if order.name == "#1" %}It\'s "it"{% endif %}'],
])("straight quotes make a tag readable, and keep its literals: %s", ([source, straight]) => {
  expect(withStraightQuotes(source)).toBe(straight);
  expect(checkTemplate(withStraightQuotes(source))).toBeNull();
});

const TAGS = [
  "{{ a | default: 'it’s' }}",
  '{{ a | default: "— }} —" }}',
  "{% if order.note == '≠' %}",
  "{% endif %}",
  "{{ 'ő₹…' }}",
  "{%- assign x = “™” -%}",
] as const;
const tagsOf = (source: string) => TAGS.filter((tag) => source.includes(tag));

test("neither fix touches Liquid, whatever stands around it", () => {
  const part = fc.oneof(
    fc.constantFrom(...TAGS),
    fc.string({ unit: "grapheme" }).filter((text) => !/[{}%]/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const source = parts.join("");
      for (const fix of [withPlainCharacters, withGsmCharacters]) expect(tagsOf(fix(source))).toEqual(tagsOf(source));
    }),
  );
});

test("neither fix takes away an amount's currency or digits", () => {
  const sign = fc.constantFrom(...Array.from("₹₩₪₫₱₴₦₺₽฿€$£¥"));
  const amount = fc.integer({ min: 0, max: 99_999 });
  const written = fc.tuple(sign, amount, fc.boolean(), fc.constantFrom("", " ", " 😀 "), fc.boolean());
  fc.assert(
    fc.property(written, ([currency, digits, before, around, spaced]) => {
      const gap = spaced ? " " : "";
      const text = `${around}${before ? currency + gap + String(digits) : String(digits) + gap + currency}${around}`;
      for (const fix of [withPlainCharacters, withGsmCharacters]) {
        const fixed = fix(text);
        expect(fixed).toMatch(before ? /(?:[A-Z]{3} |[€$£¥] ?)\d+/ : /\d+(?: [A-Z]{3}| ?[€$£¥])/);
        expect(fixed.replace(/\D/g, "")).toBe(String(digits));
      }
    }),
  );
});

test.for<[string, string]>([
  ["₹500 off", "INR 500 off"],
  ["only 500₹", "only 500 INR"],
  ["₹ 500", "INR 500"],
  ["10½ and ½", "10 1/2 and 1/2"],
  ["5 ≠ 6, a ≤ b, 10², ±3", "5 ≠ 6, a ≤ b, 10², ±3"],
  ["你好, Привет", "你好, Привет"],
])("neither fix changes what is said: “%s” becomes “%s”", ([source, fixed]) => {
  expect(withPlainCharacters(source)).toBe(fixed);
  expect(withGsmCharacters(source)).toBe(fixed);
});

test("an emoji has no look-alike; a curly quote has", () => {
  expect(Array.from("😀你’ê≠²", lookAlikeOf)).toEqual([null, null, "'", "e", null, null]);
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
  ["line 🎉\nline", "line\nline"],
])("without what makes it dearer, “%s” is “%s”", ([source, cheap]) => {
  expect(withGsmCharacters(source)).toBe(cheap);
  expect(nonGsmCharacters(withGsmCharacters(source))).toEqual([]);
});

test("of any text only letters, digits and signs that mean something stay dear", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const left of nonGsmCharacters(withGsmCharacters(text))) expect(left).toMatch(/[\p{L}\p{N}\p{S}\p{P}]/u);
    }),
  );
});
