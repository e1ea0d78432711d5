import { z } from "zod";
import { defineTrigger } from "./define.ts";

const ways = { whole: "is one of them", starts: "starts with one of them", contains: "contains one of them" } as const;
type Way = keyof typeof ways;
const words = Object.keys(ways) as [Way, ...Way[]];

/** Words alone, a blank around each: "Yes!!  Please" is " yes please ". */
const bare = (text: string): string =>
  ` ${text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}]+/gu, " ")
    .trim()} `;

/** Keywords match whole words: "art" is not in "start". */
const matches: Record<Way, (reply: string, wanted: string) => boolean> = {
  whole: (reply, wanted) => reply === wanted,
  starts: (reply, wanted) => reply.startsWith(wanted),
  contains: (reply, wanted) => reply.includes(wanted),
};

const keyword = z
  .string()
  .trim()
  .max(60, "is longer than 60 characters")
  .refine((given) => bare(given).trim() !== "", "write a word");

const config = z.object({
  keywords: z.array(keyword).max(50, "is more than 50 keywords").default([]),
  match: z.enum(words).default("whole"),
});

function answers({ keywords, match }: z.infer<typeof config>, reply: unknown): boolean {
  if (keywords.length === 0) return true;
  return typeof reply === "string" && keywords.some((given) => matches[match](bare(reply), bare(given)));
}

export const keywordReceived = defineTrigger({
  type: "keyword_received",
  label: "Keyword received",
  description: "A customer texts a certain word. STOP, START and HELP are answered by law, before anything else.",
  family: "replies",
  subject: "reply",
  topics: ["shopbell/keyword_received"],
  // An answer that comes the next day is none.
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
      options: words.map((value) => ({ value, label: ways[value] })),
    },
  ],
  offers: [{ path: "reply.text", label: "The reply", type: "text" }],
  sample: { reply: { text: "Yes please" } },
  recognise: () => ({ kind: "candidate" }),
  concerns: (given, { facts }) => answers(given, facts.reply?.text),
});
