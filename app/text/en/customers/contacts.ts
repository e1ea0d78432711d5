import type { ContactField } from "#core/customers/contact-import/fields.ts";
import type { DateOrder } from "#core/customers/contact-import/dates.ts";
import type { ContactOutcome, UndoResult } from "#core/customers/contact-import/judge.ts";
import type { InvalidReason, ProofGap } from "#core/customers/contact-import/read-contact.ts";
import type { ContactImportStatus } from "#core/statuses.ts";
import { showCount, showNumber } from "../../number.ts";

const reasons: Record<InvalidReason | ProofGap, string> = {
  no_phone: "No phone number",
  invalid_phone: "Not a phone number: write it with its country’s prefix",
  too_long: "A cell is too long: a quotation mark may be missing",
  not_subscribed: "The list says that they have not subscribed",
  no_date: "No date of the consent",
  invalid_date: "The date of the consent cannot be read",
  future_date: "The date of the consent has not come yet",
  no_source: "It does not say where the consent was given",
};
const reasonWords = (reason: string): string => Object.entries(reasons).find(([key]) => key === reason)?.[1] ?? reason;

const rows = (count: number): string => showCount(count, "row", "rows");

/** Lists of contacts: the list of imports, and one import. */
export const contacts = {
  title: "Import contacts",
  open: "Import contacts",
  resource: { singular: "import", plural: "imports" },
  emptyTitle: "No imports yet",
  emptyBody: "The imports of your lists stand here: who imported them, when, and what came of each.",
  uploadTitle: "Upload a list",
  uploadBody:
    "A CSV file with one contact in each row and the headings in the first, such as the export of another SMS app. " +
    "Nothing is imported and nobody gets a text before you have seen what would become of each row.",
  drop: "Choose a file",
  dropHint: "CSV, up to 64 MB and 500,000 rows",
  notCsv: "This is no CSV file. Save the list as CSV and try again.",
  uploading: (percent: number) => `Uploading… ${percent}%`,
  uploadFailed: "The upload broke off. Check your connection, and try again: it goes on where it stopped.",
  tryAgain: "Try again",
  emptyFile: "the file is empty",
  tooLarge: "the file is larger than 64 MB: split it",
  badPart: "a part of the file is too large or out of order; upload the file again",
  uploadedAlready: "the file is uploaded already",
  noSuchImport: "there is no such import",
  noSuchSegment: "there is no such segment that takes contacts by hand",
  notNow: "the import has gone on since; look at it again",
  undoOver: (days: number) => `an import can be undone for ${days} days, which are over`,

  columns: { file: "File", when: "Uploaded", by: "By", status: "Status", rows: "Rows", optedIn: "Opted in" },
  statuses: {
    uploading: "Uploading",
    uploaded: "To be mapped",
    reading: "Checking",
    checking: "Checking",
    checked: "Checked",
    importing: "Importing",
    imported: "Imported",
    undoing: "Undoing",
    undone: "Undone",
  } satisfies Record<ContactImportStatus, string>,
  rowCount: rows,
  optedInCount: (count: number) => `${showNumber(count)} opted in`,

  mapTitle: "What the columns hold",
  mapBody:
    "Shopbell has guessed from the headings. Only the phone number " +
    "is required; without a date and a source no row gives consent.",
  fields: {
    phone: "Phone number",
    firstName: "First name",
    lastName: "Last name",
    email: "Email",
    country: "Country",
    language: "Language",
    tags: "Tags",
    consentAt: "Date of consent",
    consentSource: "Source of consent",
    consentWords: "Words agreed to",
    consentLevel: "Opt-in level",
    consentState: "SMS consent",
    optedOut: "Opted out",
  } satisfies Record<ContactField, string>,
  fieldHelp: {
    consentAt: "When they agreed",
    consentSource: "Such as the form or the checkout where they agreed",
    consentState: "Only rows that say subscribed, yes or true give consent",
    optedOut: "Anything but a no, such as a date, stops all texts",
    consentLevel: "“Double” or “confirmed” for a double opt-in",
  } satisfies Partial<Record<ContactField, string>>,
  noColumn: "Not in this list",
  column: (position: number, heading: string) => heading || `Column ${position}`,
  firstRows: "First rows",
  country: "Country of numbers without a prefix",
  countryHelp: "Two letters, such as US",
  countryNone: "No country",
  dateOrder: "How dates such as 03/04/2025 are written",
  dateOrders: { day_first: "Day first", month_first: "Month first" } satisfies Record<DateOrder, string>,
  source: "Source of consent, for rows that do not tell",
  sourceHelp: "Such as “Pop-up form at juniper.example, collected by our former SMS app”",
  words: "Words they agreed to, for rows that do not tell",
  wordsHelp: "The exact text beside the sign-up. It is kept as proof for each number.",
  check: "Check the list",
  checkAgain: "Check again",
  change: "Change columns",

  workTitles: {
    reading: "Reading and checking the list",
    checking: "Reading and checking the list",
    importing: "Importing",
    undoing: "Taking the import back",
  } satisfies Partial<Record<ContactImportStatus, string>>,
  workBody: "This goes on when you leave the page.",
  stalledTitle: "Nobody works on this import",
  stalledBody: "It stopped before its end. What is done stays done; it goes on where it stopped.",
  goOn: "Continue",

  checkedTitle: "What would become of each row",
  importedTitle: "What became of each row",
  outcome: "Outcome",
  outcomes: {
    new: "New numbers that opt in",
    known: "Known numbers that opt in",
    consenting: "Have opted in already: nothing changes",
    no_proof: "Contacts without proof of consent: they get no marketing",
    opted_out: "Said stop here before: they stay out",
    opt_out: "Opted out in the list: they get no texts",
    duplicate: "The same number stands in another row",
    invalid: "Not a contact: left out",
  } satisfies Record<ContactOutcome, string>,
  whyTitle: "Why rows are left, or give no consent",
  reason: reasonWords,
  row: "Row",
  why: "Why",
  whyLeft: (outcome: ContactOutcome, reason: string | null): string =>
    outcome === "duplicate"
      ? `The same number stands in row ${reason ?? ""}`
      : outcome === "opted_out"
        ? "Said stop here before"
        : reasonWords(reason ?? ""),
  download: "Download these rows",

  confirmTitle: "Import",
  doubleOptIn:
    "Your store asks for double opt-in: single opt-ins of this list stay pending " +
    "until the customer answers YES. They are asked only if you let automations start.",
  statement: "In your words: how did these people agree to texts from your store?",
  statementHelp:
    "Your words, your name and the time are kept as proof with each number. " +
    "Import only people who agreed to marketing texts from this store.",
  segment: "Add all contacts to a segment",
  noSegment: "No segment",
  startsAutomations: "Let automations start for those who opt in",
  startsAutomationsHelp: "Without it nobody gets a text by this import, such as a welcome.",
  import: "Import",
  importRows: (count: number) => `Import ${showCount(count, "contact", "contacts")}`,
  discard: "Discard",
  discarded: "List discarded",
  begun: "The import has begun",
  statedBy: (by: string, at: string) => `Stated by ${by}, ${at}`,

  undo: "Undo import",
  undoTitle: "Undo this import?",
  undoBody:
    "Consents that this import gave and that nothing has confirmed or " +
    "changed since are taken back, and contacts that nothing else refers " +
    "to are deleted. Opt-outs stay. Texts that went out stay in the log. " +
    "Customers that this list added to Shopify stay there.",
  undoBegun: "The import is being undone",
  undoUntil: (when: string) => `You can undo it until ${when}.`,
  undoneTitle: "The import was undone",
  undoResults: {
    taken_back: "Taken back",
    kept_consent: "Kept: their consent was confirmed or changed since",
    kept_contact: "Kept: something else refers to the contact, such as a text or an order",
    kept_opt_out: "Kept: they have opted out",
  } satisfies Record<UndoResult, string>,
};
