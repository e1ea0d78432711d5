/** The page of one automation. */
export const automation = {
  about: "What it does",
  steps: "Steps",
  starts: "Starts with",
  ends: "Ends early when",
  endsNever: "Nothing ends it early.",
  exit: {
    customer: (trigger: string) => `${trigger}, by the same customer`,
    subject: (trigger: string) => `${trigger}, from the same checkout or order`,
  },
  kind: {
    marketing: "Marketing: only to customers who agreed, and never at night",
    transactional: "Transactional: tells buyers of what they bought; needs no marketing consent",
    opt_in: "Consent: asks those who signed up to confirm",
  },
  kindName: { marketing: "Marketing", transactional: "Transactional", opt_in: "Asks for consent" },
  example: "As a made-up customer would read it",
  latest: "Latest activity",
  latestEmpty: "Nothing has happened yet. The first customer to set it off appears here.",
  seeAll: "See all activity",
  figures: "Last 30 days",
  version: "Version",
  published: "Published",
  made: "Made",
  noVersion: "It was never published, so nothing runs yet.",
  unreadable: "This version was written by another release of Shopbell and cannot be shown.",
};
