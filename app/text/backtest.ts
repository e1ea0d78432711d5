/** The assumptions of a backtest, shown under its results. */
export const assumptions = ({ unlimited, byCalendar }: { unlimited: boolean; byCalendar: boolean }): string[] => [
  ...(byCalendar
    ? [
        "Its trigger depends on the date. Shopbell looks for such customers only while an automation with this trigger " +
          "is on: the backtest replays the customers found then, and no others.",
      ]
    : []),
  "The automation counts as on from the start of the date range; a published one from its " +
    "publication, with each version at its time. Pauses are not replayed.",
  "The shop's settings, name and time zone are the current ones.",
  "The carrier accepts each text, and each other action succeeds. Events that these actions " +
    "would have caused in the store are not replayed.",
  "Opt-ins and opt-outs count from the times at which they were recorded.",
  "Customer data that came only from Shopify's Admin API, such as a name, is the current data, from the " +
    "time of the request. Segments and custom fields are the current ones, too.",
  "Other automations do not run; the messages that they sent count for frequency caps, " +
    "first texts and cart reminders.",
  unlimited
    ? "Credits are unlimited."
    : "Credits are the shop's balance at the time: credits bought and granted, less the cost of other texts.",
];
