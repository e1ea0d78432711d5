import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReply } from "#core/consent/replies.ts";

const WELCOME =
  "Juniper: Welcome, Ada! Here is 10% off your first order: juniper.example/l/abc. Reply STOP to opt out, HELP for help.";
const CART = "Juniper: You left “Gold Coffee” in your cart. Text STOP to unsubscribe.";
const SHORT = "Juniper: your order is on its way!";
const recentTexts = [CART, WELCOME, SHORT];

const read = (text: string, recent: readonly string[] = recentTexts) =>
  readReply(text, { pendingOptIn: false, recentTexts: recent });
const rowOf = (text: string, recent?: readonly string[]) => read(text, recent).rule.split(":")[1];

const REACTIONS = [
  // iPhone
  `Loved “${WELCOME}”`,
  `Liked “${WELCOME}”`,
  `Disliked “${WELCOME}”`,
  `Laughed at “${WELCOME}”`,
  `Emphasized “${WELCOME}”`,
  `Emphasised “${WELCOME}”`,
  `Questioned “${WELCOME}”`,
  `Loved "${WELCOME}"`,
  `Reacted 😂 to “${WELCOME}”`,
  `Removed a heart from “${WELCOME}”`,
  `Removed a like from “${WELCOME}”`,
  `Removed an exclamation from “${WELCOME}”`,
  `Removed 😂 from “${WELCOME}”`,
  `Loved “${CART}”`,
  "Loved an image",
  "Laughed at a photo",
  // Cut short by the phone
  "Loved “Juniper: Welcome, Ada! Reply STOP to…",
  "Loved “Juniper: Welcome, Ada! Reply STOP to opt out…”",
  // Android
  `👍 to “${WELCOME}”`,
  `👍 to “ ${WELCOME} ”`,
  `\u200A\u200B👍\u200B to “\u200B${WELCOME}\u200B”`,
  `❤️ to “${WELCOME}”`,
  `😂 “${WELCOME}”`,
  // Other languages
  `A aimé « ${WELCOME} »`,
  `A adoré « ${WELCOME} »`,
  `N’a pas aimé « ${WELCOME} »`,
  `A ri à « ${WELCOME} »`,
  `👍 à « ${WELCOME} »`,
  `Le gustó “${WELCOME}”`,
  `Me gustó “${WELCOME}”`,
  `Le encantó «${WELCOME}»`,
  `Reaccionó con 😂 a “${WELCOME}”`,
  `Gefällt „${WELCOME}“`,
  `Liebt „${WELCOME}“`,
  `Hat mit 👍 auf „${WELCOME}“`,
  `👍 zu „${WELCOME}“`,
  `Ha messo mi piace a “${WELCOME}”`,
  `Ha adorato “${WELCOME}”`,
  `Piace “${WELCOME}”`,
  `Amou “${WELCOME}”`,
  `Gostou de “${WELCOME}”`,
  `Reagiu com ❤️ a “${WELCOME}”`,
  `Vond leuk “${WELCOME}”`,
  `Reageerde met 👍 op “${WELCOME}”`,
  `Älskade ”${WELCOME}”`,
  `Gillade ”${WELCOME}”`,
  `Elskede “${WELCOME}”`,
  `Likte “${WELCOME}”`,
  `Tykkäsi ”${WELCOME}”`,
  `Polubił(a) „${WELCOME}”`,
  `Нравится «${WELCOME}»`,
  `「${WELCOME}」をいいねと言いました`,
  `“${WELCOME}”を強調しました`,
];

describe("a reaction to our text says nothing of its own", () => {
  test.for(REACTIONS)("%s", (text) => {
    expect(read(text)).toMatchObject({ means: "other", ownWords: "" });
    expect(rowOf(text)).toBe("reaction");
    // Nor does it to a text of long ago.
    expect(read(text, []).means).toBe("other");
  });
});

describe("what stands beside a reaction or a quotation decides", () => {
  test.for([
    [`Loved “${WELCOME}” STOP`, "stop"],
    [`STOP\nLoved “${WELCOME}”`, "stop"],
    [`Loved “${WELCOME}” When do you open?`, "other"],
    [`“${WELCOME}” what does this mean?`, "other"],
    [`"${CART}" is it still there?`, "other"],
    [`${WELCOME}\nCan I use this twice?`, "other"],
    [`${WELCOME} STOP`, "stop"],
    [`STOP ${WELCOME}`, "stop"],
    [`> ${WELCOME}\n\nplease stop texting me`, "stop"],
    [`> ${WELCOME}\n> more\nIs it for tea too?`, "other"],
    [`Is it for tea too?\n\nOn Mon, Nov 30, 2026 at 9:00 AM Juniper <+15125550199> wrote:\n> ${WELCOME}`, "other"],
    [`STOP\n\nOn Mon, Nov 30, 2026, Juniper wrote:\n${WELCOME}`, "stop"],
    [`On Mon, Nov 30, 2026, Juniper wrote:\n${WELCOME}\n\nSTOP`, "stop"],
    [`On Mon, Nov 30, 2026, Juniper wrote:\n${WELCOME}\n\nplease stop texting me`, "ambiguous"],
    [`Ist es da?\nAm Mo., 30. Nov. 2026 um 09:00 Uhr schrieb Juniper:\n${WELCOME}`, "other"],
    [`Oui ?\nLe lun. 30 nov. 2026 à 09:00, Juniper a écrit :\n${WELCOME}`, "other"],
    [`Vale\nEl lun, 30 nov 2026, Juniper escribió:\n${WELCOME}`, "other"],
    [`${SHORT} when?`, "other"],
  ] as const)("%s: %s", ([text, meaning]) => {
    expect(read(text).means).toBe(meaning);
  });

  test("the customer's own words are told apart", () => {
    expect(read(`> ${WELCOME}\nIs it for tea too?`).ownWords.trim()).toBe("Is it for tea too?");
    expect(read("Is it for tea too?").ownWords).toBe("Is it for tea too?");
  });
});

describe("a text of ours, sent back without a word", () => {
  test("is a quotation", () => {
    expect(read(WELCOME)).toMatchObject({ means: "other", ownWords: "" });
    expect(rowOf(WELCOME)).toBe("quotation");
    expect(rowOf(`“${CART}”`)).toBe("quotation");
  });

  test.for(["Reply STOP to opt out", "Reply STOP", "Text STOP to unsubscribe", "STOP to opt out"])(
    "%s, copied from it, is what it says",
    (text) => {
      expect(read(text).means).toBe("stop");
    },
  );

  test.for([
    "Reply STOP to opt out, HELP for help.",
    "order juniper example l abc Reply STOP to opt out",
    "Emphasized “STOP”",
  ])("%s: in doubt, staff read it", (text) => {
    expect(["stop", "ambiguous"]).toContain(read(text).means);
  });
});

test("a stop beside any quotation of any of our texts is a stop, and talk beside it is none", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...recentTexts),
      fc.constantFrom(
        (text: string) => `“${text}”`,
        (text: string) => `> ${text}`,
        (text: string) => text,
      ),
      fc.constantFrom("STOP", "please stop texting me", "unsubscribe me"),
      fc.constantFrom("When do you open?", "Is it blue", "thanks so much"),
      fc.boolean(),
      (text, quoted, stop, talk, before) => {
        const beside = (words: string) => (before ? `${words}\n${quoted(text)}` : `${quoted(text)}\n${words}`);
        expect(read(beside(stop)).means).toBe("stop");
        expect(read(beside(talk)).means).toBe("other");
      },
    ),
  );
});

test("a long reply and long texts are compared in no time", () => {
  const long = "stop the music and dance ".repeat(300);
  const begun = performance.now();
  read(
    long,
    Array.from({ length: 5 }, () => long.slice(0, 1_600)),
  );
  read(`Loved “${"“".repeat(3_000)}`, [long]);
  read(`Removed ${"a ".repeat(1_900)}`, [long]);
  read(`${"> x\n".repeat(900)}On ${"a".repeat(3_000)}`, [long]);
  expect(performance.now() - begun).toBeLessThan(1_000);
});
