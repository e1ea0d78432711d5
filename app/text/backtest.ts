/** The assumptions of a backtest, shown under its results. */
export const assumptions = ({
  unlimited,
  imported,
  byCalendar,
}: {
  unlimited: boolean;
  imported: boolean;
  byCalendar: boolean;
}): string[] => [
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
  ...(imported
    ? [
        "Events from before you installed Shopbell come from your store's imported orders, checkouts and consents; the first " +
          "published version counts for them. Edits of an order, and earlier consents of a customer, are left out." +
          (unlimited ? "" : " Until the installation credits are unlimited."),
      ]
    : []),
  unlimited ? "Credits are unlimited." : "Credits are those that you had at the time.",
];
