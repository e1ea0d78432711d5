/** The archive of all that a shop has. */
export const archive = {
  title: "Take everything with you",
  body:
    "One zip file with your subscribers and the proof of each consent, customers, segments, automations as files, " +
    "campaigns, messages, the log and the ledger. A README in it explains each file.",
  download: "Download the archive",
  tooMany: "An archive of your store is being downloaded. Wait for its end, and start this one again.",
  last: (when: string, by: string) => `Last downloaded ${when} by ${by}`,
  running: (rows: string) => `Being downloaded: ${rows} so far`,
  failed: "The last download stopped early. Start it again.",
  readme: (shop: string, made: string): string =>
    `All that Shopbell keeps for ${shop}, made on ${made}.

Tables are CSV files (UTF-8, RFC 4180, headings in the first row). A cell that a spreadsheet would take for a formula
begins with an apostrophe. Times are ISO 8601. Lists and objects are JSON. Ids connect the files with one another.

subscribers.csv          Each number and email address with its consent: state, time, source, level, and whether and why
                         no message goes to it. This is the list to import elsewhere. Leave out whoever is
                         "unsubscribed" or has a value in "suppressedAt".
consent-proofs.csv       Every opt-in and opt-out, never changed since: what was agreed to, where, when, from which
                         address and browser, in which words, by which message. "consentEventId" of a subscriber names
                         the proof of its state.
customers.csv            Customers, with Shopify's id where they have an account.
segments.json            Segments with their conditions.
segment-members.csv      Customers who are in segments, with the names of these.
automations/             Each automation as a file, which Shopbell can import; the published version stands beside the
                         draft where they differ.
campaigns.json           Campaigns with their texts, times and results' settings.
campaign-recipients.csv  Whom each campaign reached, left out or held out, and why.
messages.csv             Every message in and out, with its state and its cost. Words that your retention has removed
                         are gone.
log.csv                  Every decision to send or not to send, with its reason. Times in the store's time zone.
ledger.csv               Every credit granted, bought, reserved, spent and released, with the balance behind it.
tasks.csv, notes.csv     Tasks of the team, and notes in conversations.
history.csv              Who changed what.
settings.json            Settings, without secrets.

Keep proofs of consent for at least four years, and opt-outs for ten. Shopbell erases all of it 48 hours after you
uninstall the app, when Shopify asks for it; the numbers that said stop to a shared sender are kept as hashes.
`,
};
