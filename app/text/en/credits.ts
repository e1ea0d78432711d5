import { showCount, showNumber } from "../number.ts";
import { uncapitalised } from "../sentence.ts";

/** Why credits are reserved; Credits and Home both show it. */
export const heldFor = "For texts on their way, or with unconfirmed delivery";

const looked = (rows: number, one: string, many: string, wrong: number, right: string): string =>
  wrong === 0
    ? `${showCount(rows, one, many)}: ${right}`
    : `${showNumber(wrong)} of ${showCount(rows, one, many)} ${wrong === 1 ? "does" : "do"} not agree`;

/** Balance, packs and ledger. */
export const credits = {
  title: "Credits",
  resource: { singular: "entry", plural: "entries" },
  free: "Available",
  freeHelp: "Pays for the next texts",
  held: "Reserved",
  heldHelp: heldFor,
  lasts: "Estimated days left",
  lastsHelp: "At the pace of the last two weeks",
  lastsDays: (days: number | null) => {
    if (days === null) return "–";
    if (days < 1) return "Less than a day";
    return days > 365 ? "More than a year" : showCount(days, "day", "days");
  },
  lastsUnknown: "Shown once texts have been sent",
  wrongNotice: (rows: number) => ({
    title: "Your credits do not add up",
    body:
      `The nightly check of your ledger found ${showCount(rows, "row", "rows")} that ${rows === 1 ? "does" : "do"} not ` +
      "agree with what was sent. Shopbell's operator has been told and corrects it with an entry that you will see in " +
      "the ledger. “Verify ledger” on Credits shows what does not agree.",
  }),
  newTitle: "Your texts need credits",
  newBody: "Choose a pack. As soon as Shopify has confirmed it, your first texts can go out.",
  lowTitle: (balance: number) => (balance === 0 ? "You are out of credits" : "Your credits are running low"),
  lowBody: (balance: number, threshold: number) =>
    balance === 0
      ? "Texts that come due now are skipped. Buy credits, and the next texts are sent as usual."
      : `${showCount(balance, "credit is", "credits are")} left, fewer than your low balance alert of ` +
        `${showNumber(threshold)}.`,
  packs: "Buy credits",
  packsBody:
    "One credit pays for one segment of a text within the United States and Canada; other countries " +
    "cost more. Shopify asks you to agree, and puts it on your next invoice. Credits do not lapse.",
  packCredits: (count: number) => showCount(count, "credit", "credits"),
  packEach: (price: string) => `${price} a credit`,
  buy: "Buy",
  buyNamed: (pack: string) => `Buy ${pack}`,
  noSuchPack: "This pack is not sold any more. Reload the page.",
  notInstalled: "The app is not installed in this store any more.",
  chargeRefused: (why: string) => `Shopify did not accept the charge: ${why}`,
  chargeFailed: "Shopify does not answer at the moment. Nothing was charged; try again in a minute.",
  charge: {
    active: {
      title: (added: number) => `${showCount(added, "credit was", "credits were")} added`,
      body: "Thank you. They are available now.",
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
  proof: "Verify ledger",
  proofBody:
    "Adds up your whole ledger and compares it with your balance, your purchases, every text, what the phone " +
    "company billed for it, and every line of the log.",
  prove: "Verify ledger",
  proveAgain: "Verify again",
  proofHolds: (when: string) => `Everything agreed, ${when}`,
  proofFails: (when: string) => `Something did not agree, ${when}`,
  proofFailsBody: "You need not fix this. Your texts continue; please tell support what you see here.",
  proofGone: "The store is not there any more.",
  compared: {
    entries: (rows: number, wrong: number) =>
      looked(rows, "entry", "entries", wrong, "each follows from the one before"),
    balance: (said: number, sum: number) =>
      `Available: the ledger adds up to ${showNumber(sum)}, your balance says ${showNumber(said)}`,
    held: (said: number, sum: number) =>
      `Reserved: the ledger adds up to ${showNumber(sum)}, your balance says ${showNumber(said)}`,
    length: (said: number, sum: number) =>
      `Entries: the ledger has ${showNumber(sum)}, ${showNumber(said)} were counted as they were written`,
    purchases: (rows: number, wrong: number) =>
      looked(rows, "purchase", "purchases", wrong, "what was paid for was added, and nothing else"),
    texts: (rows: number, wrong: number) =>
      looked(rows, "message", "messages", wrong, "each cost what the ledger took for it"),
    segments: (rows: number, wrong: number) =>
      looked(rows, "text", "texts", wrong, "each cost what the carrier billed, as far as it has told"),
    logs: (rows: number, wrong: number) =>
      looked(rows, "line of the log", "lines of the log", wrong, "each says what its text cost"),
  },
  agrees: "Agrees",
  agreesNot: "Does not agree",
  settings: "Low balance",
  lowBalanceAt: "Low balance alert",
  lowBalanceAtHelp: "Alerts you when fewer credits are left. 0 alerts you only when they are used up.",
  creditsUnit: "credits",
  hold: "Hold order texts until topped up",
  holdHelp: "When this is off, an order text that comes due without credits is skipped. Marketing texts never wait.",
  wholeNumber: "give a whole number",
  savedSettings: "Saved",
  ledger: "Ledger",
  ledgerIn: (period: string) => `Ledger, ${uncapitalised(period)}`,
  ledgerBody:
    "One line per text or change, newest first. A text's credits are reserved before it is sent, then spent or released.",
  views: { all: "All", bought: "Bought and granted", texts: "Texts", given_back: "Released", corrected: "Corrected" },
  noneInView: "No entries of this kind in this period.",
  showEntries: (count: number) => `Show ${count} entries`,
  hideEntries: "Hide entries",
  entriesOf: (shown: string, to: string) => `${shown} of the text to ${to}`,
  export: {
    open: "Export CSV",
    entry: "Entry",
    to: "To",
    country: "Country",
    automation: "Automation",
    note: "Note",
    message: "Message ID",
  },
  spend: {
    title: (period: string) => `Spend, ${uncapitalised(period)}`,
    body: "Credits of texts in the period, without what was released or refunded.",
    opening: "Balance before",
    added: "Bought and granted",
    spent: "Spent on texts",
    corrected: "Corrected",
    closing: "Balance after",
    byAutomation: "By automation",
    byCountry: "By country",
    byHand: "Texts by hand and tests",
    unknownCountry: "Unknown country",
    line: (texts: number, spent: number) =>
      `${showCount(spent, "credit", "credits")} · ${showCount(texts, "text", "texts")}`,
    none: "No text in this period.",
  },
  time: "Time",
  what: "What",
  text: "Text",
  change: "Change",
  heldChange: "Reserved",
  balance: "Balance",
  changes: (change: string, held: string) => `${change} · reserved ${held}`,
  balanceIs: (balance: string) => `Balance ${balance}`,
  emptyTitle: "The ledger is empty",
  emptyBody: "Every change of your credits appears here, each with the text it paid for.",
};
