import { z } from "zod";
import type { Facts } from "../intake/define.ts";
import { defineTrigger } from "./define.ts";

const matchLabels = {
  whole: "is one of them",
  starts: "starts with one of them",
  contains: "contains one of them",
} as const;
type MatchMode = keyof typeof matchLabels;
const matchModes = Object.keys(matchLabels) as [MatchMode, ...MatchMode[]];

/** Normalises text to words with a space on both sides: "Yes!! Please" becomes " yes please ". */
const wordsOf = (text: string): string =>
  ` ${text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}]+/gu, " ")
    .trim()} `;

/** Compares whole words: "art" does not match "start". */
const matchers: Record<MatchMode, (reply: string, wanted: string) => boolean> = {
  whole: (reply, wanted) => reply === wanted,
  starts: (reply, wanted) => reply.startsWith(wanted),
  contains: (reply, wanted) => reply.includes(wanted),
};

const keyword = z
  .string()
  .trim()
  .max(60, "is longer than 60 characters")
  .refine((input) => wordsOf(input).trim() !== "", "write a word");

const config = z.object({
  keywords: z.array(keyword).max(50, "is more than 50 keywords").default([]),
  match: z.enum(matchModes).default("whole"),
  /** Only replies with a picture, also without words. */
  withPicture: z.boolean().default(false),
});

/** A picture without words matches only where pictures are asked for; an older event has no number of pictures. */
function matchesReply(
  { keywords, match, withPicture }: z.infer<typeof config>,
  reply: Facts["reply"] | undefined,
): boolean {
  const said = typeof reply?.text === "string" ? reply.text : "";
  if (withPicture && !(typeof reply?.pictures === "number" && reply.pictures > 0)) return false;
  if (keywords.length === 0) return withPicture || said.trim() !== "";
  return wordsOf(said).trim() !== "" && keywords.some((input) => matchers[match](wordsOf(said), wordsOf(input)));
}

export const keywordReceived = defineTrigger({
  type: "keyword_received",
  label: "Keyword received",
  description: "A customer texts a certain word. STOP, START and HELP are answered by law, before anything else.",
  alsoCalled: ["inbound text", "reply", "text to join", "incoming message"],
  family: "replies",
  subject: "reply",
  topics: ["shopbell/keyword_received"],
  // A reply that is answered the next day is no conversation.
  staleAfter: { amount: 6, unit: "hours" },
  config,
  fields: [
    {
      name: "keywords",
      label: "Keywords",
      kind: "list",
      help: "Capitals and punctuation do not matter. Leave empty for any reply.",
      optional: true,
    },
    {
      name: "match",
      label: "The reply",
      kind: "choice",
      options: matchModes.map((value) => ({ value, label: matchLabels[value] })),
    },
    { name: "withPicture", label: "Only replies with a picture", kind: "toggle" },
  ],
  offers: [
    { path: "reply.text", label: "The reply", type: "text", kind: "note" },
    { path: "reply.pictures", label: "Pictures in the reply", type: "number" },
  ],
  sample: { reply: { text: "Yes please", pictures: 0 } },
  recognise: () => ({ kind: "candidate" }),
  concerns: (input, { facts }) => matchesReply(input, facts.reply),
});
