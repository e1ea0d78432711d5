/** What a column of a contact list may hold. */
export const contactFields = [
  "phone",
  "firstName",
  "lastName",
  "email",
  "country",
  "language",
  "tags",
  "consentAt",
  "consentSource",
  "consentWords",
  "consentLevel",
  "consentState",
  "optedOut",
] as const;
export type ContactField = (typeof contactFields)[number];

/** The column of each field, counted from 0. */
export type ContactColumns = Partial<Record<ContactField, number>>;

/**
 * How lists of other systems head these columns: without case, spaces and signs. Of several columns the one that stands
 * earlier here is taken.
 */
const headings: Record<ContactField, readonly string[]> = {
  phone: [
    "phone",
    "phonenumber",
    "mobile",
    "mobilephone",
    "mobilenumber",
    "cell",
    "cellphone",
    "smsphone",
    "smsnumber",
    "smsphonenumber",
    "telephone",
    "tel",
    "number",
    "msisdn",
    "defaultaddressphone",
    "handy",
    "telefon",
    "portable",
  ],
  firstName: ["firstname", "first", "givenname", "forename", "vorname", "prenom"],
  lastName: ["lastname", "last", "surname", "familyname", "nachname", "nom"],
  email: ["email", "emailaddress", "mail"],
  country: ["country", "countrycode", "defaultaddresscountrycode", "defaultaddresscountry", "land", "pays"],
  language: ["language", "locale", "lang", "sprache", "langue"],
  tags: ["tags", "tag", "labels"],
  consentAt: [
    "consentdate",
    "consentat",
    "consenttime",
    "consenttimestamp",
    "smsconsentdate",
    "smsconsenttimestamp",
    "consentedat",
    "optindate",
    "optinat",
    "optintime",
    "optedinat",
    "smsoptindate",
    "subscribedat",
    "subscribeddate",
    "subscriptiondate",
    "subscribedon",
    "dateadded",
    "createdat",
    "created",
    "dateofconsent",
  ],
  consentSource: [
    "consentsource",
    "optinsource",
    "smsconsentsource",
    "subscribersource",
    "consentmethod",
    "optinmethod",
    "consentform",
    "source",
    "origin",
    "method",
  ],
  consentWords: [
    "consentwords",
    "consenttext",
    "consentproof",
    "consentlanguage",
    "disclosure",
    "disclosuretext",
    "wording",
    "proof",
    "optintext",
  ],
  consentLevel: ["optinlevel", "consentlevel", "optintype", "doubleoptin", "doi"],
  consentState: [
    "smsconsent",
    "smsconsentstate",
    "smsmarketingstatus",
    "acceptssmsmarketing",
    "acceptssms",
    "smsmarketingconsent",
    "consentstate",
    "consent",
    "subscriptionstatus",
    "status",
    "smsstatus",
  ],
  optedOut: [
    "optedout",
    "optout",
    "unsubscribed",
    "suppressed",
    "unsubscribedat",
    "optedoutat",
    "optoutdate",
    "smsoptout",
    "stopped",
  ],
};

const plain = (heading: string): string =>
  heading
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Which column of a list holds what, as its headings tell. A column is taken once. */
export function guessColumns(row: readonly string[]): ContactColumns {
  const known = row.map(plain);
  const taken = new Set<number>();
  const columns: ContactColumns = {};
  for (const field of contactFields) {
    const at = headings[field]
      .map((name) => known.findIndex((each, column) => each === name && !taken.has(column)))
      .find((column) => column >= 0);
    if (at === undefined) continue;
    taken.add(at);
    columns[field] = at;
  }
  return columns;
}
