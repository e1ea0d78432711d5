import type { AddressOrigin } from "#core/customers/addresses.ts";
import type { ConsentState, SequenceStatus } from "#core/statuses.ts";
import type { CustomerSort } from "#core/customers/listing.ts";
import type { TimelineKind } from "#core/customers/timeline.ts";
import { showCount } from "../number.ts";
import { statusText } from "../statuses.ts";
import { spelledOut, uncapitalised } from "../sentence.ts";

/** The source of a consent, as its proof names it. */
const sources: Readonly<Record<string, string>> = {
  keyword: "a reply by text",
  provider: "a reply by text, handled by the carrier",
  link: "the opt-out link in a message",
  staff: "your team",
  form: "your opt-in form",
  import: "an import",
  webhook: "the store",
  shopify: "Shopify",
  admin_api: "the store",
  store_import: "the store, before Shopbell",
};

/** Shopify's opt-in levels. */
const levels: Readonly<Record<string, string>> = {
  single_opt_in: "single opt-in",
  confirmed_opt_in: "double opt-in",
  unknown: "not known",
};

/** A span in its largest fitting unit: "2 days", "90 minutes". */
function spanOf(seconds: number): string {
  const hours = seconds / 3_600;
  if (hours >= 48) return showCount(Math.round(hours / 24), "day", "days");
  return hours >= 2
    ? showCount(Math.round(hours), "hour", "hours")
    : showCount(Math.max(1, Math.round(seconds / 60)), "minute", "minutes");
}

/** Customers, and one customer's page. */
export const customers = {
  title: "Customers",
  resource: { singular: "customer", plural: "customers" },
  search: "Search by phone number, name or email address",
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
  held: "A reply needs review",
  newest: "The newest customers are shown. Search to find others.",
  consentIs: (state: string) => `Texts: ${uncapitalised(state)}`,
  tag: "Tag",
  tagIs: (tag: string) => `Tag: ${tag}`,
  counted: (label: string, count: string) => `${label} (${count})`,
  sort: "Sort by",
  sorts: {
    newest: "Newest first",
    name: "Name, A to Z",
    last_order: "Last order",
    spent: "Total spent",
    last_text: "Last text",
  } satisfies Record<CustomerSort, string>,
  emptyTitle: "No customers yet",
  emptyBody: "Customers appear here when they order, leave a cart, subscribe to SMS or text you.",
  noMatchTitle: "No results",
  noMatchBody: "Try their number, some of its digits, their first or last name, or their email address.",
  noFilterMatch: "No customer fits all of these at once. Take one of them away.",
  takeAway: (applied: string) => `Remove “${applied}”`,
  searchIs: (search: string) => `Search: ${search}`,
  clear: "Show the newest",

  sourceOf: (source: string): string => sources[source.toLowerCase()] ?? uncapitalised(spelledOut(source)),

  /** @param level in Shopify's words, in small letters or capitals */
  levelOf: (level: string): string => levels[level.toLowerCase()] ?? uncapitalised(spelledOut(level)),

  start: {
    open: "Start an automation",
    title: "Start an automation",
    automation: "Automation",
    action: "Start",
    body: (who: string) =>
      `It starts for ${who} now. Re-entry, consent, quiet hours and limits hold as always; Activity says who entered.`,
    none: "No automation with the trigger “Manual” is on. Create one, and turn it on.",
    create: "Create automation",
    many: (count: number) => `${count} ${count === 1 ? "customer" : "customers"}`,
    started: (count: number) => `Started for ${count} ${count === 1 ? "customer" : "customers"}`,
  },
  sendText: {
    open: "Send a text",
    title: (who: string) => `Send a text to ${who}`,
    label: "Message",
    hint: "It goes from your store's number.",
    rule: "A text by hand goes to customers who texted you in the last day, or who are subscribed to SMS.",
  },

  facts: "About",
  email: "Email",
  place: "Location",
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
    `It was erased ${when}, as the law asks. Counts, the ledger, and a hash of a number that unsubscribed remain.`,

  numbers: {
    origins: {
      customer: "from the customer's account",
      order: "given at a checkout",
      billing: "from an address of the customer's",
      shipping: "from a parcel to the customer",
      unknown: "on file",
      delivery: "of someone who gets a parcel",
    } satisfies Record<AddressOrigin, string>,
    former: "replaced",
    taken: "marketing goes here",
    namesCarts: "cart reminders named",
    unreachable: (code: string, until: string) => `cannot get texts (${code}), tried again ${until}`,
  },

  consents: "Consent",
  consentNow: "Texts",
  emailConsentNow: "Emails",
  proof: "Proof",
  noProof: "Nothing is on record: this customer never subscribed to texts, and never unsubscribed.",
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
      "either. It is kept as proof and written back to Shopify. You can undo it, unless the customer unsubscribes themselves.",
    why: "Why",
    whyMissing: "say why: it is kept with the proof",
    whyHelp: "Kept with the proof, such as “asked by email on November 3”.",
    action: "Stop all texts",
    done: "No text goes to this customer any more",
    ours: (when: string) => `Your team stopped all texts ${when}.`,
    theirs: (when: string) => `The customer unsubscribed ${when}. Only they can undo it, by answering START.`,
    banner: "No text goes to this number",
    lift: "Let texts go again",
    liftTitle: "Let texts go again?",
    liftBody:
      "Texts may go to this number again, under the consent that the customer gave before. Texts " +
      "skipped meanwhile are not sent.",
    liftAction: "Let texts go again",
    lifted: "Texts may go to this customer again",
  },

  inside: "Active automations",
  notInside: "This customer is in no automation right now.",
  dueAt: (when: string) => `next step ${when}`,

  whyNot: {
    title: "Why not?",
    intro:
      "Each automation that is on: whether this customer has entered it, and whether a text of it would go to them now.",
    none: "No automation is on.",
    never: (why: string) => `Never triggered: ${why}.`,
    notAsked: "Never triggered.",
    inside: (when: string) => `In it since ${when}.`,
    entered: (when: string) => `Entered ${when}, and has finished.`,
    refused: (when: string, why: string) => `Did not enter ${when}: ${why}.`,
    wouldGo: "A text would go now",
    wouldWait: (when: string, why: string) => `A text would wait until ${when}: ${why}`,
    wouldNot: (why: string) => `No text would go now: ${why}`,
    explanation: "Explanation",
  },

  timeline: {
    title: "Timeline",
    all: "All",
    kinds: {
      consents: "Consents",
      texts: "Texts",
      orders: "Orders",
      sequences: "Automations",
      withheld: "Skipped",
    } satisfies Record<TimelineKind, string>,
    showRoutine: (count: number) => `Show ${showCount(count, "routine step", "routine steps")}`,
    hideRoutine: "Hide routine steps",
    empty: "Nothing has happened yet.",
    emptyKind: "Nothing of this kind has happened.",
    consent: {
      subscribed: "Subscribed to SMS",
      pending: "Double opt-in requested",
      unsubscribed: "Unsubscribed from SMS",
      not_subscribed: "SMS consent reset",
    } satisfies Record<ConsentState, string>,
    by: (source: string) => `By ${source}`,
    wrote: "Wrote",
    answered: (answer: string) => `Answered at once: ${answer}`,
    sent: (automation: string | null) => (automation ? `${automation} sent a text` : "A text was sent"),
    email: (automation: string | null) => (automation ? `${automation} sent an email` : "An email was sent"),
    byHand: (name: string | null) => `${name ?? "Your team"} wrote`,
    step: (doing: string, outcome: string) => `${doing}, ${uncapitalised(outcome)}`,
    entered: (automation: string) => `Entered ${automation}`,
    notEntered: (automation: string) => `Did not enter ${automation}`,
    left: (automation: string) => `Left ${automation}`,
    waited: (seconds: number) => `waited ${spanOf(seconds)}`,
    ordered: (name: string | null, total: string | null) =>
      `Placed ${name ? `order ${name}` : "an order"}${total ? ` for ${total}` : ""}`,
    orderCancelled: "Cancelled",
    orderRefunded: "Refunded in full",
    decision: (automation: string | null, headline: string) =>
      automation ? `${automation}: ${uncapitalised(headline)}` : headline,
    ended: (automation: string, status: SequenceStatus) =>
      status === "completed"
        ? `Finished ${automation}`
        : `${automation}: ${uncapitalised(statusText.sequence[status])}`,
    why: "Why",
    explanation: "Explanation",
  },

  evidence: {
    open: "Consent record",
    title: "Consent record",
    body:
      "Everything kept about this number: each consent with its proof, each text in and out, each " +
      "decision with its checks, and the sources of the rules. The history notes that you generated it.",
    prepare: "Generate",
    print: "Open to print or save as PDF",
    download: "Download as JSON",
    lasts: "The links work for ten minutes.",
    unavailable: "Without a number there is no consent record.",
    heading: (phone: string) => `What is on record about ${phone}`,
    shop: "Shop",
    made: "Created",
    by: "By",
    now: "Now",
    people: "Customers with this number",
    consents: "Consents",
    texts: "Texts and emails",
    decisions: "Decisions and events",
    rules: "Rules that were applied",
    hash: "SHA-256 of the content",
    hashHelp: "The hash is of the JSON file's “content”, its keys in the order of the alphabet and without spaces.",
    none: "None.",
    cut: "The record is limited: it lists the newest entries.",
    printNow: "Print",
    over: "This link has expired. Open the customer's page and generate the record again.",
  },
};
