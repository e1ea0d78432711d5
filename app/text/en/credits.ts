import { showCount, showNumber } from "../number.ts";

/** What credits are held for, wherever held credits are told of. */
export const heldFor = "For texts that are on their way, or whose outcome is not known yet";

const looked = (rows: number, one: string, many: string, wrong: number, right: string): string =>
  wrong === 0
    ? `${showCount(rows, one, many)}: ${right}`
    : `${showNumber(wrong)} of ${showCount(rows, one, many)} ${wrong === 1 ? "does" : "do"} not agree`;

/** Balance, packs and ledger. */
export const credits = {
  title: "Credits",
  resource: { singular: "entry", plural: "entries" },
  free: "Free to spend",
  freeHelp: "Pays for the next texts",
  held: "Held",
  heldHelp: heldFor,
  lasts: "Will last",
  lastsHelp: "At the pace of the last two weeks",
  lastsDays: (days: number | null) => {
    if (days === null) return "–";
    if (days < 1) return "Less than a day";
    return days > 365 ? "More than a year" : showCount(days, "day", "days");
  },
  lastsUnknown: "Known once texts have gone out",
  newTitle: "Your texts need credits",
  newBody: "Choose a pack. As soon as Shopify has confirmed it, your first texts can go out.",
  lowTitle: (balance: number) => (balance === 0 ? "You are out of credits" : "Your credits are running low"),
  lowBody: (balance: number, threshold: number) =>
    balance === 0
      ? "Texts that come due now are not sent. Buy credits, and the next texts go out as usual."
      : `${showCount(balance, "credit is", "credits are")} left, fewer than the ${showNumber(threshold)} ` +
        "at which you want to be told.",
  packs: "Buy credits",
  packsBody:
    "One credit pays for one segment of a text within the United States and Canada; other countries " +
    "cost more. Shopify asks you to agree, and puts it on your next invoice. Credits do not lapse.",
  packCredits: (count: number) => showCount(count, "credit", "credits"),
  packEach: (price: string) => `${price} a credit`,
  buy: "Buy",
  buyNamed: (pack: string) => `Buy ${pack}`,
  noSuchPack: "This pack is not sold any more. Load the page anew.",
  notInstalled: "The app is not installed in this store any more.",
  chargeRefused: (why: string) => `Shopify did not accept the charge: ${why}`,
  chargeFailed: "Shopify does not answer at the moment. Nothing was charged; try again in a minute.",
  charge: {
    active: {
      title: (added: number) => `${showCount(added, "credit was", "credits were")} added`,
      body: "Thank you. They are free to spend at once.",
    },
    pending: {
      title: () => "Shopify has not confirmed the charge yet",
      body: "Your credits are added as soon as it has, usually within a minute. This page looks again by itself.",
    },
    declined: { title: () => "You declined the charge", body: "Nothing was charged, and no credits were added." },
    expired: {
      title: () => "The charge has lapsed",
      body: "Nothing was charged, and no credits were added. You can order the pack again.",
    },
  },
  proof: "Prove it",
  proofBody:
    "Adds up your whole ledger and compares it with your balance, your purchases, every text and every line of the log.",
  prove: "Prove it now",
  proveAgain: "Prove it again",
  proofHolds: (when: string) => `Everything agreed, ${when}`,
  proofFails: (when: string) => `Something did not agree, ${when}`,
  proofFailsBody: "This is for us to mend, not for you. Your texts go on; please tell support what you see here.",
  proofGone: "The store is not there any more.",
  compared: {
    entries: (rows: number, wrong: number) =>
      looked(rows, "entry", "entries", wrong, "each follows from the one before"),
    balance: (said: number, sum: number) =>
      `Free to spend: the ledger adds up to ${showNumber(sum)}, your balance says ${showNumber(said)}`,
    held: (said: number, sum: number) =>
      `Held: the ledger adds up to ${showNumber(sum)}, your balance says ${showNumber(said)}`,
    length: (said: number, sum: number) =>
      `Entries: the ledger has ${showNumber(sum)}, ${showNumber(said)} were counted as they were written`,
    purchases: (rows: number, wrong: number) =>
      looked(rows, "purchase", "purchases", wrong, "what was paid for was added, and nothing else"),
    texts: (rows: number, wrong: number) =>
      looked(rows, "message", "messages", wrong, "each cost what the ledger took for it"),
    logs: (rows: number, wrong: number) =>
      looked(rows, "line of the log", "lines of the log", wrong, "each says what its text cost"),
  },
  agrees: "Agrees",
  agreesNot: "Does not agree",
  settings: "When credits run low",
  lowBalanceAt: "Tell me when fewer are left than",
  lowBalanceAtHelp: "0 tells you only when they are used up.",
  creditsUnit: "credits",
  hold: "Let texts about orders wait for credits",
  holdHelp:
    "Without it, a text about an order that comes due while there are no credits is not sent. Marketing never waits.",
  wholeNumber: "give a whole number",
  savedSettings: "Saved",
  ledger: "Ledger",
  ledgerBody: "Every change, newest first. Each text's credits are held before it goes out, then paid or given back.",
  views: { all: "All", bought: "Bought and granted", texts: "Texts", given_back: "Given back", corrected: "Corrected" },
  noneInView: "There is no such entry.",
  time: "Time",
  what: "What",
  text: "Text",
  change: "Change",
  heldChange: "Held",
  balance: "Balance",
  changes: (change: string, held: string) => `${change} · held ${held}`,
  balanceIs: (balance: string) => `Balance ${balance}`,
  emptyTitle: "The ledger is empty",
  emptyBody: "Every change of your credits appears here, each with the text it paid for.",
};
