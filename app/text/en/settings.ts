import type { ShopSettings } from "#core/team/settings.ts";
import type { DisclosurePart } from "#core/consent/disclosure.ts";

const missing: Record<DisclosurePart, string> = {
  shop_name: "the shop's name",
  automated_marketing: "that they are recurring automated marketing texts",
  not_a_condition: "that consent is not a condition of purchase",
  frequency: "how often texts come, or that it varies",
  rates: "that message and data rates may apply",
  stop: "STOP, the way out",
  help: "HELP, the way to an answer",
};

/** Each setting by a short name, as the history of changes tells of it. */
const names: Record<keyof ShopSettings, string> = {
  senderName: "Your name in texts",
  testPhone: "Your own number",
  disclosure: "Consent text",
  doubleOptIn: "Ask once more by text",
  quietHours: "Hours of your own for marketing",
  transactionalAtNight: "Texts about orders at any hour",
  caps: "Caps on texts",
  emailCaps: "Caps on e-mails",
  teamEmail: "Alerts by e-mail",
  quickReplies: "Quick replies",
  trackLinks: "Short links that count who follows them",
  attributionDays: "Days in which an order counts",
  retentionDays: "Days for which the store's words are kept",
  lowBalanceAt: "When to be told of few credits",
  holdTransactionalUntilToppedUp: "Texts about orders wait for credits",
  staffRole: "Role of who comes new",
};

/** What holds for the whole shop. */
export const settings = {
  title: "Settings",
  names,
  readOnly: "Your role in Shopbell lets you look at the settings, not change them.",
  sender: {
    title: "Sender",
    body: "Who the texts are from. The first marketing text to a number always names the shop and says how to stop.",
    name: "Your name in texts",
    nameHelp: (shop: string) => `Left empty, texts say ${shop}.`,
    from: "Texts come from",
    service: (sid: string) => `Twilio's messaging service ${sid}`,
    nowhere: "No number is set up yet. The operator of Shopbell does that.",
    own: "Your own number",
    ownHelp: "Test texts go there. Any way of writing it will do.",
  },
  hours: {
    title: "When marketing texts go",
    body:
      "The law's hours of the recipient's own place always hold, with weekdays and holidays. Your " +
      "hours can only make them narrower. Outside of them a text waits.",
    own: "Keep hours of my own as well",
    opens: "From",
    closes: "Until",
    told: (opens: string, closes: string) => `${opens} to ${closes}`,
    hour: (hour: number) => (hour === 24 ? "midnight" : `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`),
    transactional: "Texts about an order may go at any hour",
    transactionalHelp: "Off, they keep the same hours as marketing.",
  },
  caps: {
    title: "How much is enough",
    body:
      "At most so many marketing messages to one customer, over all automations. A message beyond " +
      "it is left out, or waits, as its step says.",
    texts: "Texts",
    emails: "E-mails",
    most: "At most",
    per: "In",
    day: "1 day",
    days: (days: number) => `${days} days`,
    hours: (hours: number) => `${hours} hours`,
    add: "Add a cap",
    remove: "Remove this cap",
    none: "No cap: customers may get any number.",
    told: (most: number, per: string) => `${most} in ${per}`,
  },
  consent: {
    title: "Consent",
    body: "What customers read where they agree. Each yes keeps the words and their version as proof.",
    text: "Consent text",
    textHelp: "{{ shop.name }} becomes your name in texts.",
    version: (version: string) =>
      `Version ${version}. A change gets a new version; proofs keep the one that was shown.`,
    unwritten: "This is Shopbell's own text. Change it, or keep it as it is.",
    missingTitle: "It does not say yet:",
    missing,
    takeDefault: "Use Shopbell's text",
    double: "Ask once more by text (double opt-in)",
    doubleHelp: "Who agrees gets one text and counts as subscribed once they answer YES.",
    nobodyAsks: "No automation asks them yet",
    nobodyAsksBody:
      "Turn on “Double opt-in” from the library. Until then who agrees is not asked, and does not count as subscribed.",
    seeAsker: "See “Double opt-in”",
  },
  alerts: {
    title: "Your team",
    body:
      "Shopbell tells the team in the app what needs a person: credits running out, replies that " +
      "may mean stop, repeated failures.",
    email: "Also by e-mail to",
    emailHelp: "Left empty, alerts stay in the app.",
    team: "What each of the team may do",
    history: "History of changes",
    lowCredits: "When to be told of few credits",
  },
  replies: {
    title: "Quick replies",
    body: "Answers that your team gives often, ready to be picked in the inbox.",
    name: "Title",
    text: "Text",
    add: "Add a quick reply",
    remove: "Remove this quick reply",
    none: "None yet.",
  },
  figures: {
    title: "Revenue and data",
    body: "How clicks and orders are counted for automations, and how long what the store told is kept.",
    links: "Make links to my store short, and count who follows them",
    linksHelp:
      "In texts only. A short link leads by way of Shopbell, and mostly costs less than a long one. " +
      "Off, links stay as you write them, and clicks are not counted.",
    attribution: "An order counts for the last text before it, within",
    attributionHelp: "Days, 1 to 30.",
    retention: "Keep what the store told, word for word, for",
    retentionHelp: "Days, at least 30. The log, the ledger and proofs of consent stay.",
    days: "days",
    told: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  },
  systems: {
    title: "Your own systems",
    body: "Let a till, a loyalty programme or a form start automations.",
    open: "Set up access for your own systems",
  },
  team: {
    title: "Team",
    body: "Everybody of your staff who has opened Shopbell.",
    name: "Name",
    role: "Role",
    seen: "Last here",
    roleOf: (name: string) => `Role of ${name}`,
    byDefault: "Who opens Shopbell for the first time is",
    ownerAlone: "Only the owner of the store can change roles.",
    roles: "What each role may do",
  },
  events: {
    title: "Your own systems",
    body:
      "Send Shopbell an event over HTTP and an automation can start with it, such as “level reached” " +
      "or “appointment tomorrow”.",
    address: "Address",
    state: "Access",
    open: "A token is set. Who has it can send events.",
    closed: "No token is set. Nobody can send events.",
    make: "Make a token",
    renew: "Make a new token",
    renewBody: "The token before stops working at once. Systems that use it must get the new one.",
    revoke: "Take the token away",
    revokeBody: "Events sent with it are refused from then on. It cannot be brought back; you can make a new one.",
    shownOnce: "Copy it now: it is not shown again",
    copy: "Copy",
    copied: "Copied",
    example: "An example",
    revoked: "The token no longer works",
  },
};
