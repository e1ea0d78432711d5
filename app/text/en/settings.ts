import type { ShopSettings } from "#core/team/settings.ts";
import type { DisclosurePart } from "#core/consent/disclosure.ts";
import { browsing } from "./settings/browsing.ts";

const missing: Record<DisclosurePart, string> = {
  shop_name: "the shop's name",
  automated_marketing: "that they are recurring automated marketing texts",
  not_a_condition: "that consent is not a condition of purchase",
  frequency: "how often texts come, or that it varies",
  rates: "that message and data rates may apply",
  stop: "STOP, to opt out",
  help: "HELP, to get help",
};

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Short names of the settings, for the history of changes. */
const names: Record<keyof ShopSettings, string> = {
  senderName: "Your name in texts",
  testPhone: "Your own number",
  disclosure: "Consent text",
  doubleOptIn: "Double opt-in",
  addToShopify: "New subscribers in Shopify's customers",
  textToJoin: "Text-to-join",
  quietHours: "Quiet hours",
  transactionalAtNight: "Texts about orders at any hour",
  caps: "Frequency caps for texts",
  emailCaps: "Frequency caps for emails",
  newNumbers: "Limit of new numbers",
  teamEmail: "Alert email",
  quickReplies: "Quick replies",
  snippets: "Snippets",
  trackLinks: "Short links with click tracking",
  utmParameters: "UTM parameters on short links",
  plainValues: "Plain characters in values",
  textLanguage: "Language of your texts",
  attributionDays: "Attribution window after a click",
  attributionHours: "Attribution window without a click",
  retentionDays: "Days to keep webhook data",
  textRetentionDays: "Days to keep the words of texts",
  accessRetentionDays: "Days to keep who has looked at personal data",
  lowBalanceAt: "Low balance alert",
  autoTopUp: "Auto top-up",
  holdTransactionalUntilToppedUp: "Hold order texts until topped up",
  holdTransactionalUntilApproved: "Hold order texts until the sender is approved",
  spendCapPerDay: "Spend cap per day",
  spendCapPerMonth: "Spend cap per month",
  checkLineType: "Look up landlines",
  staffRole: "Default role",
  flowTriggers: "Triggers for Shopify Flow",
  holdoutPercent: "Holdout",
  browsing: "Browsing",
  setupGuideHidden: "Setup guide dismissed",
};

/** The settings of the shop. */
export const settings = {
  title: "Settings",
  names,
  autoTopUpSummary: (below: number, pack: string, mostPerMonth: number) =>
    `${pack} under ${below}, at most $${mostPerMonth} a month`,
  readOnly: "Your role in Shopbell lets you look at the settings, not change them.",
  /** Links to the pages of the settings. */
  pages: {
    sender: "Sender",
    number: "Phone number",
    consent: "Consent",
    join: "Text-to-join",
    hours: "Quiet hours",
    caps: "Frequency caps",
    replies: "Quick replies",
    snippets: "Snippets",
    alerts: "Alerts",
    flow: "Shopify Flow",
    holdout: "Holdout",
    data: "Revenue and data",
    team: "Roles and permissions",
    history: "History of changes",
    privacy: "Privacy",
    events: "Your own systems",
  },
  sender: {
    title: "Sender",
    body: "Who the texts are from. The first marketing text to a number always names the shop and says how to stop.",
    name: "Your name in texts",
    nameHelp: (shop: string) => `Left empty, texts say ${shop}.`,
    language: "Language of your texts",
    languageHelp:
      "Their dates, amounts and opt-out words are written in it. A message can have words in other languages too.",
    from: "Texts come from",
    service: (sid: string) => `Twilio's messaging service ${sid}`,
    nowhere: "No number is set up yet. Nothing goes out until your store has one.",
    own: "Your own number",
    ownHelp: "Test texts go there. Any format works. The first test sends a code to a new number.",
  },
  hours: {
    title: "Quiet hours",
    body:
      "Marketing texts follow the legal hours of the recipient's location, including weekdays and holidays. Your " +
      "hours can only make them narrower. During quiet hours a text waits.",
    own: "Use custom hours",
    opens: "From",
    closes: "Until",
    summary: (opens: string, closes: string) => `${opens} to ${closes}`,
    hour: (hour: number) => (hour === 24 ? "midnight" : `${hour % 12 || 12} ${hour < 12 ? "am" : "pm"}`),
    legal: "Legal hours, place by place",
    clock:
      "The recipient's clock counts: that of their address, or else of their number's area code. Where two time zones " +
      "are possible, both must allow the text.",
    elsewhere: "Every other country",
    otherStates: "United States, every other state",
    closed: "closed",
    everyDay: (hours: string) => `Every day ${hours}`,
    /** @param first 0 for Monday */
    span: (first: number, last: number) =>
      first === last
        ? weekdays[first]
        : last === first + 1
          ? `${weekdays[first]} and ${weekdays[last]}`
          : `${weekdays[first]} to ${weekdays[last]}`,
    notOnHolidays: "not on public holidays",
    transactional: "Texts about an order may go at any hour",
    transactionalHelp: "When this is off, they follow the same hours as marketing.",
  },
  caps: {
    title: "Frequency caps",
    body:
      "Limits the marketing messages to one customer, across all automations. A message over " +
      "the limit is skipped, or waits, as its step says.",
    texts: "Texts",
    emails: "Emails",
    most: "Messages",
    per: "Per",
    day: "1 day",
    days: (days: number) => `${days} days`,
    hours: (hours: number) => `${hours} hours`,
    add: "Add a cap",
    remove: "Remove this cap",
    none: "No cap: a customer may get any number of messages.",
    summary: (most: number, per: string) => `${most} per ${per}`,
    newNumbers: "New numbers within an hour",
    newNumbersHelp:
      "Texts to more new numbers than this are skipped: it looks like SMS pumping, where fraudsters sign up numbers " +
      "to earn with each text. Texts about orders are not limited.",
    perBlock: "That differ in their last four digits only",
    perCountry: "Of one country other than yours",
    newNumbersSummary: (perBlock: number, perCountry: number) =>
      `${perBlock} that differ in their last four digits, ${perCountry} of one other country`,
  },
  consent: {
    title: "Consent",
    body: "Customers read this text where they subscribe. Each opt-in keeps the text and its version as proof.",
    text: "Consent text",
    textHelp: "{{ shop.name }} becomes your name in texts.",
    version: (version: string) =>
      `Version ${version}. A change gets a new version; proofs keep the one that was shown.`,
    unwritten: "This is Shopbell's own text. Change it, or keep it as it is.",
    missingTitle: "It does not say yet:",
    missing,
    takeDefault: "Use Shopbell's text",
    double: "Ask once more by text (double opt-in)",
    doubleHelp:
      "A new sign-up gets one text and counts as subscribed after answering YES. US carriers want this before cart " +
      "reminders.",
    nobodyAsks: "No automation asks for the YES yet",
    nobodyAsksBody:
      "Turn on the template “Double opt-in”. Until then new sign-ups are not asked, and do not count as subscribed.",
    seeAsker: "See “Double opt-in”",
    addToShopify: "Add new subscribers to Shopify's customers",
    addToShopifyHelp:
      "A number that signs up by the form, a keyword or a list, and that none of your customers has, becomes a customer " +
      "in Shopify with its consent to texts. A later STOP is written to Shopify, too. The texts go out either way.",
  },
  browsing,
  optInForm: {
    title: "Sign-up form on your store",
    body:
      "A block for your theme: visitors give their number, tick your consent text, and confirm by a text. Each sign-up " +
      "keeps its proof.",
    unconfirmed: "The form shows your consent text. Save the text first: change it above, or keep Shopbell's.",
    confirm: "Keep Shopbell's text",
    nobodyAsks:
      "Turn on the template “Double opt-in”: it asks each new number for the YES. Until then the form is hidden.",
    seeAsker: "Turn on “Double opt-in”",
    ready: "The form is ready. Place the block “Text sign-up” where visitors see it.",
    place: "Place it in your theme",
  },
  join: {
    title: "Text-to-join",
    body: "Customers subscribe by texting a keyword to your number. Their text and your wording are kept as proof.",
    keywords: "Keywords",
    keywordsHelp:
      "Up to 5, with commas between them: 3 to 20 letters or digits, such as JOIN or SAVE10. Empty turns it off.",
    wording: "Where customers read it",
    wordingHelp:
      "The wording beside the keyword on your sign, page or package. {{ shop.name }} becomes your name in texts.",
    version: (version: string) => `Version ${version}. A change gets a new version; proofs keep the one that was read.`,
    confirm: "Customers read this wording wherever we publish the keyword",
    missingTitle: "It does not say yet:",
  },
  alerts: {
    title: "Alerts",
    body:
      "Shopbell alerts the team in the app when someone must act: credits running out, replies that " +
      "may mean stop, repeated failures.",
    email: "Alert email",
    emailHelp: "Left empty, alerts stay in the app.",
    lowCredits: "Low balance alert",
  },
  replies: {
    title: "Quick replies",
    body: "Answers that your team gives often, ready to be picked in the inbox.",
    name: "Title",
    text: "Text",
    add: "Add a quick reply",
    remove: "Remove this quick reply",
    none: "None yet.",
    untitled: "New quick reply",
  },
  snippets: {
    title: "Snippets",
    body:
      "Words that your texts share, such as your address or your opening hours. Insert them into a message in the " +
      "editor. A later change here changes no message that has them already.",
    name: "Title",
    text: "Text",
    add: "Add a snippet",
    remove: "Remove this snippet",
    none: "None yet.",
    untitled: "New snippet",
  },
  flow: {
    title: "Shopify Flow",
    body:
      "Workflows in Shopify Flow can start an automation with the trigger “Shopify Flow”, and send a text. Consent, quiet " +
      "hours, limits and credits hold for them as for any other.",
    triggers: "Let workflows start by what happens in Shopbell",
    triggersHelp:
      "Shopify hears of each text that was sent, each reply, each opt-out and each finished automation of customers with " +
      "an account. Turn this on only if a workflow uses it.",
  },
  figures: {
    title: "Revenue and data",
    body: "How clicks and orders count for automations, and how long webhook data is kept.",
    links: "Shorten links to my store, and count clicks",
    linksHelp:
      "In texts only. A short link goes through Shopbell, and mostly costs less than a long one. " +
      "When this is off, links stay as you write them, and clicks are not counted.",
    utm: "Add UTM parameters to short links",
    utmHelp:
      "Shopify’s reports then tell which automation or campaign led to a visit: source shopbell, medium sms. Parameters " +
      "that you write yourself stay.",
    plain: "Use plain characters in values",
    plainHelp:
      "A dash or a ™ in a product’s title can make a text take three times the segments. When this is on, such " +
      "characters in values become plain ones where that helps. Letters and emoji stay.",
    attribution: "An order counts for the text that the customer clicked last, within",
    attributionHelp: "Days, 1 to 30.",
    attributionHours: "Without a click, it counts for the last text, within",
    attributionHoursHelp: "Hours, up to 120. With 0, only clicks count. Orders that are in keep their text.",
    hours: "hours",
    hoursSummary: (hours: number) => (hours === 1 ? "1 hour" : `${hours} hours`),
    retention: "Keep webhook data for",
    retentionHelp: "Days, at least 30. The log, the ledger and proofs of consent stay.",
    textRetention: "Keep the words of texts and replies for",
    textRetentionHelp:
      "Days, at least 90. Left empty, they stay until the customer asks to be forgotten. That a text went out, when, and " +
      "what it cost stays in any case.",
    accessRetention: "Keep who has looked at personal data for",
    accessRetentionHelp: "Days, 90 to 1,095.",
    days: "days",
    summary: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  },
  team: {
    title: "Team",
    body: "Your staff who have opened Shopbell.",
    name: "Name",
    role: "Role",
    seen: "Last seen",
    roleOf: (name: string) => `Role of ${name}`,
    byDefault: "Default role",
    ownerAlone: "Only the owner of the store can change roles.",
    roles: "What each role may do",
  },
  events: {
    title: "Your own systems",
    body:
      "Send Shopbell an event over HTTP to trigger an automation, such as “level reached” " +
      "or “appointment tomorrow”.",
    address: "Address",
    state: "Access",
    open: "A token is set. Systems that have it can send events.",
    closed: "No token is set. No system can send events.",
    make: "Create a token",
    renew: "Create a new token",
    renewBody: "The current token stops working at once. Systems that use it must get the new one.",
    revoke: "Revoke the token",
    revokeBody: "Events sent with it are refused from then on. It cannot be restored; you can create a new one.",
    shownOnce: "Copy it now: it is not shown again",
    copy: "Copy",
    copied: "Copied",
    example: "An example",
    revoked: "The token no longer works",
  },
};
