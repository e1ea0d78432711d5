import { describe, expect, test } from "vitest";
import { readReply } from "#core/consent/replies.ts";
import { identify } from "#core/sending/identification.ts";
import { optOutLanguages, optOutWordsIn } from "#core/sending/languages/opt-out-words.ts";
import { countSegments } from "#core/sending/segments.ts";

const shopName = "Juniper & Co";
const LINK = "https://shopbell.example/o/abc";
const said = (reply: string, recentTexts: string[] = []) =>
  readReply(reply, { pendingOptIn: false, recentTexts }).means;

describe.each(optOutLanguages)("the opt-out words in %s", (language) => {
  const { reply, link } = optOutWordsIn(language);

  test("name a word that opts out", () => {
    const [word = ""] = /\bSTOP\b/.exec(reply) ?? [];
    for (const answer of [word, word.toLowerCase(), `${word}!`, ` ${word} `]) expect(said(answer)).toBe("stop");
  });

  test("are understood when a customer answers with what stands before the link", () => {
    expect(said(link.replace(/\s*:$/, ""))).toBe("stop");
  });

  test("are no opt-out when a customer quotes the text that they end", () => {
    const sent = `${shopName}: 20% off. ${reply}`;
    expect(said(`Thank you!\n> ${sent}`, [sent])).not.toBe("stop");
  });

  test("end a first text once, however often it is identified", () => {
    const once = identify(`${shopName}: sale`, { shopName, first: true, optOutLink: null, language });
    expect(once).toBe(`${shopName}: sale. ${reply}`);
    expect(identify(once, { shopName, first: true, optOutLink: null, language })).toBe(once);
    expect(identify(once, { shopName, first: true, optOutLink: null, language: "en" })).toBe(once);
  });

  test("give way to the link where nobody can answer", () => {
    const body = identify(`${shopName}: sale. ${reply}`, { shopName, first: true, optOutLink: LINK, language });
    expect(body).toBe(`${shopName}: sale. ${link} ${LINK}`);
  });
});

test.each(["en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ro", "hu", "tr"])(
  "the opt-out words in %s need no UCS-2",
  (language) => {
    const { reply, link } = optOutWordsIn(language);
    expect(countSegments(reply + link).encoding).toBe("GSM-7");
  },
);

test.each([
  ["de", "Mit STOP abmelden"],
  ["de", "Abmelden mit STOP"],
  ["fr", "Envoyez STOP au 36111"],
  ["it", "Rispondi con STOP per non ricevere altri messaggi"],
  ["sv", "Svara STOP"],
  ["nl", "Antwoord met STOP"],
])("a merchant's own opt-out words in %s are enough: %s", (language, own) => {
  const body = `${shopName}: sale. ${own}`;
  expect(identify(body, { shopName, first: true, optOutLink: null, language })).toBe(body);
});

test.each(["sw", "xx", "eo-US"])(
  "a language without words of its own, such as %s, has the English ones",
  (language) => {
    expect(optOutWordsIn(language)).toEqual(optOutWordsIn("en"));
  },
);
test("a region has those of its language", () => expect(optOutWordsIn("pt-BR")).toEqual(optOutWordsIn("pt")));
