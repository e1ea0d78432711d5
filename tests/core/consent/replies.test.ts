import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KEYWORDS_VERSION, stopWords } from "#core/consent/keywords.ts";
import { readReply, type Reply } from "#core/consent/replies.ts";
import { stopPhrases } from "#core/consent/stop-phrases.ts";
import { unclearPhrases } from "#core/consent/unclear-phrases.ts";

const means = (text: string, pendingOptIn = false) => readReply(text, { pendingOptIn }).means;

const STOP = [
  // Keywords with courtesy words, signatures and emphasis.
  "STOP",
  "stop.",
  " Stop! ",
  "🛑 STOP 🛑",
  "StopAll",
  "Quit",
  "END",
  "Revoke",
  "Opt out",
  "OPT-OUT",
  "cancel",
  "Unsubscribe",
  "ARRET",
  "Arrêt!",
  "STOP please",
  "please stop",
  "Pls stop!!!",
  "Stop thank you",
  "ok stop",
  "Stop. Thanks",
  "STOP STOP STOP",
  "please just stop",
  "i said stop",
  "STOP\n\nSent from my iPhone",
  "stop it",
  "stop this now",
  "make it stop",
  "Stop, I don't know you",
  "Who is this? STOP",
  "STOP\u200B",
  "ＳＴＯＰ",
  "s.t.o.p",
  "S T O P",
  "please cancel",
  "unsubscribe please",
  "Hi, please unsubscribe",
  "stop, merci",
  // "Stop ..." phrases.
  "please stop texting me",
  "Stop texting me!!",
  "stop messaging me",
  "STOP SENDING ME MESSAGES",
  "stop sending these texts",
  "stop all texts",
  "stop the promotional texts",
  "stop with the messages",
  "Could you stop sending me texts?",
  "can you please stop texting this number",
  "you need to stop spamming me",
  "quit texting me",
  "quit sending me stuff",
  "stop sending me this crap",
  "cease texting me",
  "end these texts",
  "cancel these messages",
  "Cancel text alerts please",
  "stop harassing me",
  "I want you to stop contacting me",
  "please stop sending",
  "if you don't stop texting me I will sue",
  "why won't you stop sending me this",
  "stop blowing up my phone",
  "how do i stop these texts",
  "stop getting texts",
  "Stop marketing",
  "stop spam",
  "I do not want these texts stop texting me",
  "I don't know who you are so please stop texting me",
  // "No more ..." phrases.
  "no more",
  "No more!",
  "no more texts",
  "no more messages please",
  "no more of these",
  "No more promotional texts",
  "exit",
  "Exit.",
  "enough",
  "That's enough!",
  "enough is enough",
  // Removal from a list.
  "take me off your list",
  "Take me off this list please",
  "please take me off",
  "get me off your texting list",
  "take my number off your list",
  "remove me",
  "Remove me please",
  "please remove me from your list",
  "remove my number",
  "remove me from your text list",
  "delete my number",
  "lose my number",
  "forget this number",
  "unsubscribe me",
  "please unsubscribe me from this",
  "I want to unsubscribe",
  "how do i unsubscribe",
  "unsubscribe from all texts",
  "trying to unsubscribe",
  "unsub",
  "Unsuscribe",
  "unsubscibe",
  "opt me out",
  "I want to opt out",
  "I'd like to opt out of these messages",
  "opting out",
  "please opt out",
  "opt out of texts",
  "opt out now",
  "leave me alone",
  "please leave me alone!",
  "leave me the hell alone",
  "cease and desist",
  "Cease & desist",
  "let me be",
  "don't text me again",
  "Don’t text me",
  "dont text me",
  "do not contact me",
  "Do not text this number",
  "never text me again",
  "please don't message me anymore",
  "don't ever text me again",
  "don't send me any more texts",
  "do not send me messages",
  "don't send me anything",
  "I don't want these texts",
  "i do not want to receive text messages",
  "I no longer wish to receive these messages",
  "don't want to get texts",
  "I don't want to be contacted",
  "I do not want to hear from you",
  "no longer want to be texted",
  "I don't need these alerts",
  "I don't want any more spam",
  "I revoke my consent",
  "I withdraw my consent",
  "go away",
  "F off",
  "get lost",
  // Other languages.
  "arrêtez",
  "Arrêtez !",
  "arrête",
  "arretez svp",
  "arrêtez de m'envoyer des sms",
  "Arrêtez de me contacter",
  "arrêtez vos messages",
  "stop aux sms",
  "je ne veux plus recevoir vos sms",
  "ne plus recevoir",
  "Merci de ne plus me contacter",
  "désabonnez-moi",
  "je veux me désabonner",
  "désinscription",
  "désinscrivez-moi",
  "ne m'envoyez plus de messages",
  "plus de sms svp",
  "retirez-moi de votre liste",
  "supprimez mon numéro",
  "laissez-moi tranquille",
  "je souhaite ne plus recevoir de messages",
  "je ne veux plus de sms",
  "je veux plus recevoir vos messages",
  "alto",
  "ALTO",
  "parar",
  "pare",
  "basta",
  "¡Basta ya!",
  "baja",
  "darme de baja por favor",
  "quiero darme de baja",
  "deja de enviarme mensajes",
  "dejen de mandar mensajes",
  "no me envíen más mensajes",
  "no me mandes más",
  "no quiero recibir más mensajes",
  "no más mensajes",
  "ya no más",
  "quítenme de la lista",
  "déjenme en paz",
  "sáquenme de su lista",
  "pare de enviar mensagens",
  "não quero receber mais mensagens",
  "sair",
  "stopp",
  "abmelden",
  "keine SMS mehr",
  "bitte keine Werbung mehr",
  "cancellatemi",
  "non voglio più ricevere messaggi",
  "afmelden",
  "geen sms meer",
];

const AMBIGUOUS = [
  "Why do I keep getting these, enough already",
  "I'm so tired of these texts",
  "too many messages!!",
  "is this in stop-motion?",
  "don't stop the deals",
  "Don’t stop",
  "don't stop texting me",
  "never stop sending me texts",
  "please don't ever stop texting",
  "I don't want you to stop texting me",
  "why did you stop texting me?",
  "can I stop by the store?",
  "stopping by later",
  "is there a bus stop near you",
  "STOP 2",
  "2 stop",
  "stop the sale?",
  "can't stop won't stop",
  "I'd be sad if you stop texting me",
  "you need to stop sending the wrong size",
  "stopped working",
  "non stop fun",
  "cancel my order #12",
  "cancel my order",
  "can I cancel?",
  "how do I cancel my subscription",
  "cancelled already?",
  "Cancel\nmy order please",
  "I quit smoking",
  "quit your job day",
  "the end",
  "end this",
  "did I unsubscribe?",
  "I didn't unsubscribe",
  "don't unsubscribe me",
  "I don't want to opt out",
  "can i opt out of the gift wrap",
  "unsubscribed?",
  "arrêt de bus",
  "n'arrêtez pas de m'envoyer des sms",
  "revoked",
  "remove me from the waitlist",
  "remove my discount",
  "take my money",
  "delete my account",
  "no",
  "No thanks",
  "nope",
  "not interested",
  "wrong number",
  "You have the wrong person",
  "how did you get my number",
  "who are you, I never signed up",
  "no more please maybe",
  "no more for now I think",
  "I don't want the blue one",
  "this is spam",
  "stop it by 5pm?",
  "I'm reporting you",
  "I will call my lawyer",
  "you don't text me anymore",
  "do not call me",
  "which exit do I take",
  "leave me a voucher",
  "fuck you",
  "la fiesta en Alto Hospicio",
  "no quiero la talla M",
  "je veux plus de messages",
  "je veux plus recevoir mon colis plutôt",
  "je ne veux plus recevoir ma commande ici",
];

const OTHER = [
  "Is one bag enough for two?",
  "I am tired of waiting for my parcel",
  "So many colours, which is best?",
  "",
  " ",
  "?!",
  "👍",
  "Thanks!",
  "thank you",
  "please",
  "When will it ship?",
  "Is the sale this weekend?",
  "I'll send it back",
  "My friend recommended you",
  "weekend",
  "Do you have this in blue?",
  "hello",
  "constructor",
  "what time do you close",
  "I love these texts",
  "ok",
  "sure",
  "my order is late",
  "helpful",
  "start over?",
  "startup",
  "When does the sale end?",
  "laptop out of stock?",
  "adopt outdoor cats",
  "unstoppable",
  "nonstop",
  "más mensajes",
  "para mi hermana",
  "Bajan los precios?",
  "merci",
  "gracias",
  "where is my package",
  "can you text me the tracking number",
  "send me more texts",
  "don't forget my order",
  "I ordered 2, got 1",
  "never mind",
  "yes",
  "why don't you text me",
];

describe("a reply that says stop, in whatever words, is a stop", () => {
  test.for(STOP)("%j", (text) => {
    expect(readReply(text, { pendingOptIn: false })).toMatchObject({
      means: "stop",
      matched: expect.stringMatching(/./),
    });
  });
});

describe("a reply that may mean stop, and may not, is for the merchant to read", () => {
  test.for(AMBIGUOUS)("%j", (text) => {
    expect(means(text)).toBe("ambiguous");
  });
});

describe("a reply about something else is about something else", () => {
  test.for(OTHER)("%j", (text) => {
    expect(readReply(text, { pendingOptIn: false })).toEqual({
      means: "other",
      matched: null,
      rule: `${KEYWORDS_VERSION}:none`,
    });
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
  expect(rule("Stop!")).toEqual({ means: "stop", matched: "Stop!", rule: `${KEYWORDS_VERSION}:keyword` });
  expect(rule("hey, please stop texting me ok?")).toEqual({
    means: "stop",
    matched: "stop texting",
    rule: `${KEYWORDS_VERSION}:stop-doing`,
  });
  expect(rule("Cancel my order #12")).toEqual({
    means: "ambiguous",
    matched: "cancel",
    rule: `${KEYWORDS_VERSION}:a-stop-word`,
  });
});

test("rows have names of their own, and each row of stop phrases has a text that only it or its like decides", () => {
  const ids = [...stopPhrases, ...unclearPhrases].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const used = new Set(
    [...STOP, ...AMBIGUOUS].map((text) => readReply(text, { pendingOptIn: false }).rule.split(":")[1]),
  );
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

const stems = [...new Set(stopPhrases.flatMap((phrase) => phrase.stems)), ...stopWords];
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
