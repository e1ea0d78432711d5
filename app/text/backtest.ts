/** What a backtest takes for granted, for whoever weighs its figures. */
export const assumptions = ({ unlimited, byCalendar }: { unlimited: boolean; byCalendar: boolean }): string[] => [
  ...(byCalendar
    ? [
        "It starts by the calendar. The calendar looks for customers only while such an automation " +
          "is on: those that it found then are replayed, and nobody else enters here.",
      ]
    : []),
  "The automation is taken as on from the start of the window; one that really ran, from its " +
    "publication on, with each version at its time. Pauses are not replayed.",
  "The shop's settings, name and time zone are those of today.",
  "Each text is taken as accepted by the phone company, each other action as done. What the " +
    "store would have told of it afterwards is not replayed.",
  "Consent, stops and their ends are taken at the times at which they were recorded.",
  "What only Shopify's Admin API told of a customer, such as a name, is taken from today's record, " +
    "from the time at which it was asked. Segments and fields are today's, too.",
  "Other automations do not run; the messages that they really sent count for frequency caps, " +
    "first texts and cart reminders.",
  unlimited
    ? "Credits set no limit."
    : "Credits are the shop's own balance as it was: what was bought and granted, less what other texts cost.",
];
