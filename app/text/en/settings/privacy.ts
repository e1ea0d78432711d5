/** Customers' requests for their data, retention, and who has looked at personal data. */
export const privacy = {
  title: "Privacy",
  requestNotice: (shopifyId: string | null, due: string) => ({
    title: "A customer asks to see their data",
    body:
      `Customer ${shopifyId ?? "without an account"} asks what is kept about them. Download it under Settings, Privacy, ` +
      `and hand it over by ${due}.`,
  }),
  dueNotice: (shopifyId: string | null, due: string) => ({
    title: "A customer still waits for their data",
    body:
      `Customer ${shopifyId ?? "without an account"} asked what is kept about them, and nobody has marked it as answered. ` +
      `Hand it over by ${due}.`,
  }),
  requests: "Requests for data",
  requestsBody:
    "A customer has asked your store for their data. Download what Shopbell keeps about them and hand it over within 30 " +
    "days. Every download is logged.",
  noRequests: "No customer has asked for their data.",
  customerNamed: (shopifyId: string) => `Customer ${shopifyId}`,
  unknownCustomer: "A customer without an account",
  asked: (when: string) => `Asked ${when}`,
  due: (when: string) => `Hand over by ${when}`,
  overdue: "Overdue",
  open: "Open",
  answered: "Answered",
  answeredAt: (when: string) => `Answered ${when}`,
  downloaded: (when: string, who: string) => `Downloaded ${when} by ${who}`,
  nothingKept: "Shopbell keeps nothing about this person. Tell them so, then mark the request as answered.",
  download: "Download",
  downloadNamed: (name: string) => `Download the data of ${name}`,
  answer: "Mark as answered",
  answerNamed: (name: string) => `Mark the request of ${name} as answered`,
  saidAnswered: "Marked as answered",
  noSuchRequest: "There is no such request.",
  answeredAlready: "It is answered already.",
  accesses: "Who has looked at personal data",
  accessesBody: (days: number) => `The last hundred looks at customers and their data. Kept for ${days} days.`,
  noAccesses: "Nobody has looked at personal data yet.",
  access: {
    customer: "Opened a customer",
    conversation: "Opened a conversation",
    export: "Downloaded the log",
    archive: "Downloaded the archive of everything",
    bundle: "Downloaded a customer's data",
    evidence: "Generated a consent record",
  },
  bundle: {
    title: (shop: string) => `What ${shop} keeps about you`,
    made: (when: string) => `Written by Shopbell on ${when}. The same data stands in this file as JSON.`,
    none: "Nothing.",
    sections: {
      customer: "You",
      addresses: "Your numbers and email addresses, and what you agreed to",
      consents: "Proofs of your consent",
      texts: "Messages to and from you",
      files: "Pictures and files that you sent",
      clicks: "Links in your messages, and clicks",
      orders: "Your orders",
      runs: "Automations that you are or were in",
      decisions: "What was decided in them, and why",
      campaigns: "Campaigns that you were chosen or left out for",
      tests: "Branches of tests that you took",
      holdouts: "Whether you were held out of marketing, for comparison",
      interests: "Products that you are interested in",
      segments: "Groups that you are in",
      lists: "Lists of contacts that you are in",
      notes: "Notes of the store's team",
      tasks: "Tasks of the store's team",
      events: "What Shopify told of you",
    },
  },
};
