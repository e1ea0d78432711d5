import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KEYWORDS_VERSION, stopWords } from "#core/consent/keywords.ts";
import { readReply, type Reply } from "#core/consent/replies.ts";
import { stopPhrases } from "#core/consent/stop-phrases/all.ts";
import { stopWordsOfLanguages } from "#core/consent/stop-words.ts";
import { unclearPhrases } from "#core/consent/unclear-phrases.ts";
import { confusionOf, phrases } from "./reply-phrases.ts";

const means = (text: string, pendingOptIn = false) => readReply(text, { pendingOptIn }).means;

const confusion = confusionOf((text) => means(text));
const counts = Object.entries(confusion)
  .map(
    ([expected, read]) =>
      `${expected} as ${Object.entries(read)
        .map(([meaning, n]) => `${meaning} ${n}`)
        .join(", ")}`,
  )
  .join("; ");

describe(`${phrases.length} replies in many languages: ${counts}`, () => {
  test("no stop is read as talk, and no talk as a stop", () => {
    expect(phrases.length).toBeGreaterThanOrEqual(300);
    expect(confusion.stop?.other ?? 0).toBe(0);
    expect(confusion.other?.stop ?? 0).toBe(0);
  });

  test.for(phrases)("$text: $means", ({ text, means: meaning }) => {
    expect(readReply(text, { pendingOptIn: false })).toMatchObject({
      means: meaning,
      matched: meaning === "other" ? null : expect.stringMatching(/./),
      ...(meaning === "other" && { rule: `${KEYWORDS_VERSION}:none` }),
    });
  });

  test("no phrase is listed twice", () => {
    const texts = phrases.map(({ text }) => text);
    expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([]);
  });
});

describe("start and help are asked for by their word alone", () => {
  test.for([
    ["START", "start"],
    ["unstop!", "start"],
    ["HELP", "help"],
    ["info?", "help"],
    ["help me stop this", "ambiguous"],
    ["start over?", "other"],
  ] as const)("%j: %s", ([text, meaning]) => {
    expect(means(text)).toBe(meaning);
  });
});

describe("a yes", () => {
  test.for(["YES", "yes", "Yes!", "y", "yes please", "Oui", "Sí", "si"])(
    "%j is one while a double opt-in waits for it, and says nothing else",
    (text) => {
      expect(readReply(text, { pendingOptIn: true })).toMatchObject({ means: "yes", rule: `${KEYWORDS_VERSION}:yes` });
      expect(means(text)).toBe("other");
    },
  );

  test.for([
    ["yes but stop texting at night", "stop"],
    ["yes stop", "ambiguous"],
    ["no", "ambiguous"],
    ["STOP", "stop"],
    ["yesterday", "other"],
    ["maybe", "other"],
    ["yes? who is this", "other"],
  ] as const)("%j is none: %s", ([text, meaning]) => {
    expect(means(text, true)).toBe(meaning);
  });
});

test("names the deciding list, version and row", () => {
  const rule = (text: string) => readReply(text, { pendingOptIn: false });
  expect(rule("Stop!")).toMatchObject({ means: "stop", matched: "Stop!", rule: `${KEYWORDS_VERSION}:keyword` });
  expect(rule("hey, please stop texting me ok?")).toMatchObject({
    means: "stop",
    matched: "stop texting",
    rule: `${KEYWORDS_VERSION}:stop-doing`,
  });
  expect(rule("Cancel my order #12")).toMatchObject({
    means: "ambiguous",
    matched: "cancel",
    rule: `${KEYWORDS_VERSION}:a-stop-word`,
  });
});

test("rows have names of their own, and each row of stop phrases has a text that only it or its like decides", () => {
  const ids = [...stopPhrases, ...unclearPhrases].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const used = new Set(phrases.map(({ text }) => readReply(text, { pendingOptIn: false }).rule.split(":")[1]));
  expect(ids.filter((id) => !used.has(id))).toEqual([]);
});

const around = fc.string({ unit: fc.constantFrom(" ", ".", "!", "?", "\n", "*", "🙏", "“", "-", "…", "\u200B") });
const cased = (word: string) =>
  fc
    .infiniteStream(fc.boolean())
    .map((upper) => Array.from(word, (letter) => (upper.next().value ? letter.toUpperCase() : letter)).join(""));

test("a stop word is a stop in any case, with any punctuation and space around it, whether or not a yes is waited for", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...stopWords).chain(cased),
      around,
      around,
      fc.boolean(),
      (word, before, behind, pendingOptIn) => {
        expect(readReply(`${before}${word}${behind}`, { pendingOptIn }).means).toBe("stop");
      },
    ),
    { numRuns: 500 },
  );
});

test("with courtesy about it, a stop word is still one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...stopWords),
      fc.constantFrom("please ", "hi ", "ok, ", "PLS ", "Bonjour, "),
      fc.constantFrom("", " thanks", " please!", ", merci", " por favor"),
      (word, before, behind) => {
        expect(means(`${before}${word}${behind}`)).toBe("stop");
      },
    ),
  );
});

const stems = [...new Set(stopPhrases.flatMap((phrase) => phrase.stems)), ...stopWords, ...stopWordsOfLanguages];
const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[^\p{L}\p{N}'-]+/gu, " ");
const talk = fc
  .array(
    fc.constantFrom(
      ...(
        "hello when will my parcel come the store is nice texts messages me my number list please " +
        "receive sending texting alone and more this your now 12 love shoes blue size merci vos sms de mensajes mas"
      ).split(" "),
    ),
    { maxLength: 9 },
  )
  .map((words) => words.join(" "));

test("a reply with none of the stems is never a stop", () => {
  fc.assert(
    fc.property(fc.oneof(talk, fc.string({ unit: "grapheme" }), fc.lorem()), (text) => {
      fc.pre(!stems.some((stem) => plain(text).includes(stem)));
      expect(means(text)).not.toBe("stop");
    }),
    { numRuns: 1_000 },
  );
});

test("any text at all has one meaning, and the same one each time", () => {
  const anything: Reply["means"][] = ["stop", "start", "help", "yes", "ambiguous", "other"];
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), talk),
      fc.boolean(),
      (text, pendingOptIn) => {
        const reply = readReply(text, { pendingOptIn });
        expect(anything).toContain(reply.means);
        expect(readReply(text, { pendingOptIn })).toEqual(reply);
      },
    ),
  );
});

test("a very long reply is read in no time", () => {
  for (const text of [
    "stop ".repeat(20_000),
    "don't ".repeat(20_000),
    `${"please ".repeat(20_000)}x`,
    "unsubscribe from ".repeat(5_000),
    " ".repeat(100_000),
  ]) {
    const begun = performance.now();
    readReply(text, { pendingOptIn: false });
    expect(performance.now() - begun).toBeLessThan(1_000);
  }
});
