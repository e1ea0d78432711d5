/** The assumptions of a backtest, shown under its results. */
export const assumptions = ({ unlimited, byCalendar }: { unlimited: boolean; byCalendar: boolean }): string[] => [
  ...(byCalendar
    ? [
        "This trigger depends on the date. Shopbell looks for its customers only while an automation with the trigger " +
          "is on, so the backtest includes only the customers found then.",
      ]
    : []),
  "The automation counts as on for the whole date range. Each published version counts from the day you published it.",
  "Your settings, shop name and time zone are the ones you have now.",
  "Every text is accepted by the carrier, and every other step succeeds.",
  "Customers count as subscribed or unsubscribed as they were at the time.",
  "Customer details that Shopify does not keep over time, such as names and custom fields, are the current ones.",
  "Your other automations do not run again. The texts they sent count toward frequency caps.",
  unlimited ? "Credits are unlimited." : "Credits are those that you had at the time.",
];
