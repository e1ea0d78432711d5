import type { businessTypes, monthlyVolumes, optInTypes, useCases } from "#core/senders/registration.ts";
import type { SenderKind, SenderStatus } from "#core/statuses.ts";

type Labels<T extends readonly string[]> = Record<T[number], string>;

const kinds: Record<SenderKind, string> = {
  toll_free: "Toll-free number",
  long_code: "Local number",
  short_code: "Short code",
  alphanumeric: "Name as sender",
};

const statuses: Record<SenderStatus, string> = {
  draft: "Not registered",
  submitted: "Submitted",
  in_review: "In review",
  approved: "Approved",
  refused: "Refused",
  suspended: "Suspended",
  released: "Released",
};

/** What each state means for the texts. */
const meanings: Record<SenderStatus, string> = {
  draft:
    "No text goes out to the United States and Canada until carriers " +
    "have approved the number. Fill in the registration and submit it.",
  submitted: "The registration is with the carriers. They usually decide within 3 to 5 business days.",
  in_review: "A reviewer looks at the registration. Carriers usually decide within 3 to 5 business days.",
  approved: "Texts go out from here.",
  refused: "The carriers refused the registration. Correct what they name below and submit it again.",
  suspended: "Nothing goes out while it is suspended. It resumes when the app is installed again.",
  released: "The number was given back.",
};

const businessTypeLabels: Labels<typeof businessTypes> = {
  PRIVATE_PROFIT: "Private company",
  PUBLIC_PROFIT: "Publicly traded company",
  SOLE_PROPRIETOR: "Sole proprietor",
  NON_PROFIT: "Non-profit",
  GOVERNMENT: "Government",
};

const useCaseLabels: Labels<typeof useCases> = {
  DELIVERY_NOTIFICATIONS: "Orders and deliveries",
  ACCOUNT_NOTIFICATIONS: "Accounts",
  MARKETING: "Marketing",
  CUSTOMER_CARE: "Customer care",
  EVENTS: "Events",
};

const optInLabels: Labels<typeof optInTypes> = {
  WEB_FORM: "A form or the checkout of the store",
  VIA_TEXT: "By texting a keyword",
  PAPER_FORM: "A paper form",
  MOBILE_QR_CODE: "A QR code",
  VERBAL: "In person or by phone",
};

const volumeLabel = (volume: (typeof monthlyVolumes)[number]) => `Up to ${volume}`;

/** The shop's own phone number and its registration with the carriers. */
export const senders = {
  title: "Phone number",
  body:
    "What your texts come from. With a number of your own, a STOP to " +
    "another store never reaches you, and yours never reaches them.",
  shared: {
    title: "Texts come from the number of this installation",
    body: (from: string) => `${from}. Stores that use it share its replies and opt-outs.`,
    none: "There is no number yet. Nothing can be sent until your store has one.",
  },
  choose: {
    title: "Get a sender of your own",
    kind: "What should texts come from?",
    tollFree: "A new toll-free number",
    tollFreeHelp:
      "For customers in the United States and Canada. Carriers review it first, usually in 3 to 5 business days.",
    name: "Your name",
    nameHelp:
      "For customers in countries that show names, such as the United Kingdom " +
      "and Germany. Customers cannot reply; texts carry a link to opt out.",
    brought: "A number you already have",
    broughtHelp: "It must be in the operator's Twilio account first. Ask the support team to move it there.",
    country: "Country of the number",
    countries: { US: "United States", CA: "Canada" },
    senderName: "Name",
    senderNameHelp: "Up to 11 letters, digits and spaces.",
    number: "Number",
    numberHelp: "Such as +18885550123.",
    broughtKind: "Kind of number",
    approved: "Carriers have approved this number already",
    create: "Set up",
    created: "Set-up has begun",
  },
  kinds,
  statuses,
  meanings,
  from: "Sender",
  preparing: "Being set up",
  submittedAt: "Submitted",
  decidedAt: "Decided",
  noPlace: "Texts to other countries go out from it without a registration.",
  problem: "The set-up has stopped",
  refusedTitle: "What the carriers say",
  editUntil: (when: string) =>
    `Corrections until ${when} keep their place in the queue. After that the registration queues again.`,
  refresh: "Check status",
  refreshed: "Status checked",
  release: "Release",
  releaseTitle: (from: string) => `Release ${from}?`,
  releaseBody:
    "The number goes back for good, and customers' replies to it are lost. Texts that wait for it go out from the " +
    "installation's number if there is one, and otherwise keep waiting.",
  released: "Released",
  form: {
    title: "Registration",
    body: "Carriers ask for this once. They compare it with the company register and with your website.",
    business: "Business",
    address: "Address",
    contact: "Contact",
    texts: "Texts",
    choose: "Choose",
    save: "Save draft",
    saved: "Draft saved",
    submit: "Submit registration",
    again: "Submit again",
    submitted: "Registration submitted",
    required: "Some fields need a correction.",
    fields: {
      businessName: "Legal name",
      doingBusinessAs: "Trade name",
      businessType: "Type",
      registrationNumber: "Registration number",
      registrationAuthority: "Kind of number",
      registrationCountry: "Country of registration",
      website: "Website",
      street: "Street",
      street2: "Apartment, suite",
      city: "City",
      region: "State or region",
      postalCode: "Postal code",
      country: "Country",
      contactFirstName: "First name",
      contactLastName: "Last name",
      contactEmail: "Email",
      contactPhone: "Phone",
      useCases: "What texts are about",
      useCaseSummary: "Summary",
      sampleMessage: "Sample text",
      optInType: "How customers agree",
      optInImageUrls: "Pictures of how customers agree",
      monthlyVolume: "Texts a month",
      privacyPolicyUrl: "Privacy policy",
      termsUrl: "Terms of service",
      additionalInformation: "Anything else",
    },
    help: {
      businessName: "Exactly as on the letter of your tax office, such as the EIN letter.",
      registrationNumber: "Such as the EIN of a US company. Sole proprietors leave it empty.",
      contactEmail: "At the domain of your website.",
      contactPhone: "Such as +12125550123.",
      website: "Public, without a password.",
      useCaseSummary: "What customers get, and on what occasion. Say so if texts remind of carts.",
      sampleMessage: "With the store's name and how to stop.",
      optInImageUrls:
        "Public addresses of screenshots of your checkout or form, one a line. Files uploaded to Shopify have one.",
      privacyPolicyUrl: "It must say that phone numbers are not shared for marketing.",
      termsUrl: "They must name the texts, their frequency, that message and data rates may apply, HELP and STOP.",
    } as Partial<Record<string, string>>,
    businessTypes: businessTypeLabels,
    purposes: useCaseLabels,
    optInTypes: optInLabels,
    volume: volumeLabel,
  },
  spend: {
    day: "Credits a day at most",
    month: "Credits a month at most",
    title: "Spend caps",
    help: "Texts that would pass a cap are skipped. The team is alerted at 80% and at 100%. Left empty, there is no cap.",
  },
  hold: "Hold order texts until the number is approved",
  holdHelp:
    "They wait, and go out on approval if what they tell of is still recent, within a day for most. Otherwise they are " +
    "skipped. Marketing texts are always skipped.",
  lineType: "Look up landlines",
  lineTypeHelp: "Asks Twilio once for each new number, for a fee of the carrier. Landlines then get no texts.",
};
