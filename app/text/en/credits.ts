/** What credits are held for, wherever held credits are told of. */
export const heldFor = "For texts that are on their way, or whose outcome is not known yet";

/** Balance and ledger. */
export const credits = {
  title: "Credits",
  resource: { singular: "entry", plural: "entries" },
  free: "Free to spend",
  freeHelp: "Pays for the next texts",
  held: "Held",
  heldHelp: heldFor,
  ledger: "Ledger",
  ledgerBody: "Every change, newest first. Each text's credits are held before it goes out, then paid or given back.",
  time: "Time",
  what: "What",
  text: "Text",
  change: "Change",
  heldChange: "Held",
  balance: "Balance",
  changes: (change: string, held: string) => `${change} · held ${held}`,
  balanceIs: (balance: string) => `Balance ${balance}`,
  emptyTitle: "No credits yet",
  emptyBody: "Credits pay for texts. As soon as you get some, every change appears here, each with the text it paid for.",
};
