import type { ConsentState, SequenceStatus } from "#core/statuses.ts";
import { statusText } from "../statuses.ts";
import { spelledOut, uncapitalised } from "../sentence.ts";

/** How a consent came about, as proof of it says. */
const sources: Readonly<Record<string, string>> = {
  keyword: "an answer by text",
  provider: "an answer by text, understood by the phone company",
  staff: "your team",
  form: "your opt-in form",
  import: "an import",
  webhook: "the store",
  shopify: "Shopify",
  admin_api: "the store",
};

/** How far a consent goes, by Shopify's opt-in levels. */
const levels: Readonly<Record<string, string>> = {
  single_opt_in: "said yes once",
  confirmed_opt_in: "said yes, and confirmed it",
  unknown: "not known",
};

/** Customers, and one customer's page. */
export const customers = {
  title: "Customers",
  resource: { singular: "customer", plural: "customers" },
  search: "Search by phone number, name or e-mail address",
  name: "Name",
  phone: "Number",
  consent: "Texts",
  lastText: "Last text",
  orders: "Orders",
  spent: "Spent",
  noName: "No name",
  noPhone: "No number",
  suppressed: "Stopped all texts",
  erased: "Data erased",
  held: "A reply needs a decision",
  newest: "The newest customers are shown. Search for anybody else.",
  emptyTitle: "No customers yet",
  emptyBody:
    "Customers appear here as soon as the store tells of them: when they order, leave a cart, " +
    "agree to texts, or write.",
  noMatchTitle: "Nobody fits",
  noMatchBody: "Try their number, some of its digits, their first or last name, or their e-mail address.",
  clear: "Show the newest",

  sourceOf: (source: string): string => sources[source.toLowerCase()] ?? uncapitalised(spelledOut(source)),

  /** @param level in Shopify's words, in small letters or capitals */
  levelOf: (level: string): string => levels[level.toLowerCase()] ?? uncapitalised(spelledOut(level)),

  facts: "About",
  email: "E-mail",
  place: "Lives in",
  localTime: "Time there",
  since: "Customer since",
  lastOrder: "Last order",
  birthday: "Birthday",
  tags: "Tags",
  segments: "Segments",
  ordersAndSpent: (orders: string, spent: string | null) => (spent ? `${orders}, ${spent}` : orders),
  inStore: "Open in the store",
  conversation: "Conversation",
  erasedTitle: "This customer's data was erased",
  erasedBody: (when: string) =>
    `It was erased ${when}, as the law asks. What stays are counts, the books, and a hash of a number that said stop.`,

  consents: "Consent",
  consentNow: "Texts",
  emailConsentNow: "E-mails",
  proof: "Proof",
  noProof: "Nothing is on record: this customer never agreed to texts, and never refused them.",
  proofOf: (count: number) => (count === 1 ? "Show the proof" : `Show all ${count} proofs`),
  hideProof: "Hide the proof",
  proofFacts: {
    how: "By",
    words: "Words",
    version: "Version",
    level: "Kind",
    page: "Page",
    ip: "IP address",
    browser: "Browser",
    lacks: "Missing",
  },
  changed: (state: ConsentState, previous: ConsentState) =>
    `${statusText.consent[state]} (before: ${uncapitalised(statusText.consent[previous])})`,

  suppression: {
    stop: "Stop all texts",
    title: "Stop all texts to this customer?",
    body:
      "No text of this shop will go to their number any more: no marketing, and nothing about orders " +
      "either. It is kept as proof and told to the store. You can undo it, until the customer says stop themselves.",
    why: "Why",
    whyMissing: "say why: it is kept with the proof",
    whyHelp: "Kept with the proof, such as “asked by e-mail on November 3”.",
    action: "Stop all texts",
    done: "No text goes to this customer any more",
    ours: (when: string) => `Your team stopped all texts ${when}.`,
    theirs: (when: string) => `The customer said stop ${when}. Only they can undo it, by answering START.`,
    banner: "No text goes to this number",
    lift: "Let texts go again",
    liftTitle: "Let texts go again?",
    liftBody:
      "Texts may go to this number again, under the consent that the customer gave before. Nothing " +
      "that was left out meanwhile is sent.",
    liftAction: "Let texts go again",
    lifted: "Texts may go to this customer again",
  },

  inside: "Automations they are in",
  notInside: "They are in none right now.",
  dueAt: (when: string) => `next step ${when}`,
  waits: "waits",

  whyNot: {
    title: "Why not?",
    intro:
      "Each automation that is on: whether this customer has entered it, and whether a text of it would go to them now.",
    none: "No automation is on.",
    never: (why: string) => `Never came up: ${why}.`,
    notAsked: "Never came up.",
    inside: (when: string) => `Is in it since ${when}.`,
    entered: (when: string) => `Entered ${when}, and is through.`,
    refused: (when: string, why: string) => `Did not enter ${when}: ${why}.`,
    wouldGo: "A text would go now",
    wouldWait: (when: string, why: string) => `A text would wait until ${when}: ${why}`,
    wouldNot: (why: string) => `No text would go now: ${why}`,
    explanation: "Explanation",
  },

  timeline: {
    title: "Timeline",
    all: "All",
    kinds: { consents: "Consents", texts: "Texts", sequences: "Automations", withheld: "Not sent" },
    empty: "Nothing has happened yet.",
    emptyKind: "Nothing of this kind has happened.",
    consent: {
      subscribed: "Agreed to texts",
      pending: "Was asked to confirm",
      unsubscribed: "Stopped texts",
      not_subscribed: "Neither agreed nor refused any more",
    } satisfies Record<ConsentState, string>,
    by: (source: string) => `By ${source}`,
    wrote: "Wrote",
    sent: (automation: string | null) => (automation ? `${automation} sent a text` : "A text was sent"),
    email: (automation: string | null) => (automation ? `${automation} sent an e-mail` : "An e-mail was sent"),
    byHand: (name: string | null) => `${name ?? "Your team"} wrote`,
    step: (doing: string, outcome: string) => `${doing}: ${uncapitalised(outcome)}`,
    decision: (automation: string | null, headline: string) =>
      automation ? `${automation}: ${uncapitalised(headline)}` : headline,
    ended: (automation: string, status: SequenceStatus) =>
      `${automation}: ${uncapitalised(statusText.sequence[status])}`,
    why: "Why",
    explanation: "Explanation",
  },

  evidence: {
    open: "Evidence pack",
    title: "Evidence pack",
    body:
      "Everything kept about this number: each consent with its proof, each text in and out, each " +
      "decision with its checks, and where the rules stand. That you took it is noted.",
    prepare: "Prepare it",
    print: "Open to print or save as PDF",
    download: "Download as JSON",
    lasts: "The links work for ten minutes.",
    unavailable: "Without a number there is nothing to prove.",
    heading: (phone: string) => `What is on record about ${phone}`,
    shop: "Shop",
    made: "Made",
    by: "By",
    now: "Now",
    people: "Customers with this number",
    consents: "Consents",
    texts: "Texts and e-mails",
    decisions: "Decisions and events",
    rules: "Rules that were applied",
    hash: "SHA-256 of the content",
    hashHelp: "The hash is of the JSON file's “content”, its keys in the order of the alphabet and without spaces.",
    none: "None.",
    cut: "There is more than one pack holds: the newest are told.",
    printNow: "Print",
    over: "This link is no longer good. Open the customer's page and prepare the pack again.",
  },
};
