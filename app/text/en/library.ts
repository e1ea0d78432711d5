import { showCount, showNumber } from "../number.ts";

/** The ready-made automations, and those written from scratch. */
export const library = {
  title: "Library",
  subtitle: "Ready-made automations: written, timed and tested. Change whatever you like.",
  search: "Search the library",
  searchPlaceholder: "Such as cart, birthday or review",
  found: (count: number) => (count === 1 ? "1 fits" : `${showNumber(count)} fit`),
  noneTitle: "Nothing fits",
  noneBody: "No ready-made automation fits these words. You can write one of your own.",
  scratch: "Create from scratch",
  popular: "Popular",
  open: (name: string) => `Read what ${name} does`,
  startsWith: (trigger: string) => `Starts with: ${trigger}`,
  taken: {
    draft: "You have a draft",
    active: "You have it on",
    paused: "You have it, turned off",
    archived: "You archived it",
  },
  use: "Use it",
  turnOn: "Turn on as it is",
  openOwn: "Open yours",
  draftHelp: "“Use it” makes a draft that you can change before anybody gets a text.",
  turnedOn: (name: string) => `${name} is on`,
  whatItDoes: "What it does",
  flow: "Step by step",
  flowHelp: "The texts read as a made-up customer of your store would get them.",
  onlyIf: "Only if",
  starts: "Starts with",
  ends: "Ends early with",
  endsNever: "Nothing ends it early.",
  size: (segments: number, credits: number) =>
    `${showCount(segments, "segment", "segments")} · ${showCount(credits, "credit", "credits")}`,
  facts: "In short",
  consent: "Consent",
  kind: {
    marketing: {
      name: "Marketing",
      about: "Goes only to customers who agreed to marketing texts, and never at night.",
    },
    transactional: {
      name: "About an order",
      about: "Tells buyers about what they bought. It needs no marketing consent.",
    },
    opt_in: { name: "Asks for consent", about: "Asks those who signed up to confirm. It sells nothing." },
  },
  cost: "Cost for one customer",
  costMost: (texts: number, credits: number) =>
    texts === 0
      ? "Sends no text"
      : `Up to ${showCount(texts, "text", "texts")}, ${showCount(credits, "credit", "credits")} in all`,
  costWhere: (country: string) =>
    `Counted for customers in: ${country}. Elsewhere a text may cost more, and a text not sent costs nothing.`,
  entering: "Who comes in again",
  instead: "Instead of",
  insteadBody: "Have one of these on, not both: together they would tell a customer the same twice.",
  insteadOn: (name: string) => `You have ${name} on`,
  insteadOnBody: "Turn it off when you turn this on, or customers are told the same twice.",
  insteadSee: (name: string) => `See ${name}`,
  scratchTitle: "Create from scratch",
  scratchSubtitle:
    "What sets it off? You write the rest in the editor. Nobody gets a text before you publish it and turn it on.",
  scratchSearch: "Search what can set it off",
  scratchNone: "Nothing that sets an automation off fits these words.",
  fromFile: "Start from a file",
  fromFileBody:
    "A file that was exported from an automation, of this store or another, becomes a new draft. " +
    "Nobody gets a text before you publish it and turn it on.",
  fromFileDone: "Here is what the file says, as a draft",
  choose: "Choose",
  chooseNamed: (trigger: string) => `Choose ${trigger}`,
  families: {
    orders: "Orders",
    checkouts: "Checkouts",
    customers: "Customers",
    subscriptions: "Subscriptions",
    products: "Products",
    time: "Time",
    replies: "Replies and texts",
    others: "Started by you or another system",
  },
};
