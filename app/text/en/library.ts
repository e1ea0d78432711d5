import { showCount } from "../number.ts";

/** The templates, and automations from scratch. */
export const library = {
  title: "Templates",
  subtitle: "Ready-made automations: written, timed and tested. Change whatever you like.",
  search: "Search templates",
  searchPlaceholder: "Such as cart, birthday or review",
  found: (count: number) => showCount(count, "template", "templates"),
  noneTitle: "No results",
  noneBody: "No template fits these words. You can create an automation from scratch.",
  scratch: "Create from scratch",
  popular: "Popular",
  open: (name: string) => `Read what ${name} does`,
  startsWith: (trigger: string) => `Trigger: ${trigger}`,
  taken: {
    draft: "You have a draft",
    active: "On in your store",
    paused: "Off in your store",
    archived: "Archived in your store",
  },
  use: "Use template",
  turnOn: "Turn on now",
  openOwn: "Open yours",
  draftHelp: "“Use template” makes a draft that you can change before any customer gets a text.",
  turnedOn: (name: string) => `${name} is on`,
  whatItDoes: "What it does",
  flow: "Step by step",
  flowHelp: "The texts read as a made-up customer of your store would get them.",
  onlyIf: "Entry conditions",
  starts: "Trigger",
  ends: "Exit when",
  endsNever: "No exits",
  size: (segments: number, credits: number) =>
    `${showCount(segments, "segment", "segments")} · ${showCount(credits, "credit", "credits")}`,
  facts: "In short",
  consent: "Consent",
  kind: {
    marketing: {
      name: "Marketing",
      about: "Goes only to subscribed customers, and never at night.",
    },
    transactional: {
      name: "Transactional",
      about: "Tells buyers about what they bought. It needs no marketing consent.",
    },
    opt_in: { name: "Asks for consent", about: "Asks new sign-ups to confirm. It sells nothing." },
  },
  cost: "Cost for one customer",
  costMost: (texts: number, credits: number) =>
    texts === 0
      ? "Sends no text"
      : `Up to ${showCount(texts, "text", "texts")}, ${showCount(credits, "credit", "credits")} in all`,
  costWhere: (country: string) =>
    `Counted for customers in: ${country}. Elsewhere a text may cost more, and a text not sent costs nothing.`,
  entering: "Re-entry",
  instead: "Instead of",
  insteadBody: "Have one of these on, not both: together they would text a customer the same twice.",
  insteadOn: (name: string) => `${name} is on in your store`,
  insteadOnBody: "Turn it off when you turn this on, or customers get the same text twice.",
  insteadSee: (name: string) => `See ${name}`,
  scratchTitle: "Create from scratch",
  scratchSubtitle:
    "Choose a trigger. You write the rest in the editor. No customer gets a text before you publish it and turn it on.",
  scratchSearch: "Search triggers",
  scratchNone: "No triggers found.",
  fromFile: "Start from a file",
  fromFileBody:
    "A file that was exported from an automation, of this store or another, becomes a new draft. " +
    "No customer gets a text before you publish it and turn it on.",
  fromFileDone: "The file is a draft now",
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
    others: "Manual and other systems",
  },
};
