import type { OfferedField } from "../automations/fields.ts";
import { customerFields } from "../customers/fields.ts";
import { knownStatuses } from "../intake/code-lists/known.ts";

const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [String(at + 1), `Group ${at + 1}`]));

/** The sizes that customers are divided into. */
export const groupSizes = [2, 3, 4, 5, 10] as const;

/** The month of "MM-DD". */
const months = knownStatuses("month", {
  "01": "January",
  "02": "February",
  "03": "March",
  "04": "April",
  "05": "May",
  "06": "June",
  "07": "July",
  "08": "August",
  "09": "September",
  "10": "October",
  "11": "November",
  "12": "December",
});

const itemFields: readonly OfferedField[] = [
  { path: "title", label: "Product", type: "text", kind: "title", suggests: "products" },
  { path: "product_id", label: "Product’s number", type: "text", kind: "code" },
  { path: "sku", label: "SKU", type: "text", kind: "code" },
  { path: "vendor", label: "Vendor", type: "text", kind: "title", suggests: "vendors" },
  { path: "quantity", label: "Quantity", type: "number" },
  { path: "price", label: "Price of one", type: "money", currency: "currency" },
];

const orderFields: readonly OfferedField[] = [
  { path: "placed_at", label: "Placed", type: "date" },
  { path: "total", label: "Order total", type: "money", currency: "currency" },
  { path: "stands", label: "Neither cancelled nor refunded", type: "boolean" },
  { path: "items", label: "Items", type: "lines", of: itemFields },
];

const textFields: readonly OfferedField[] = [
  { path: "sent_at", label: "Sent", type: "date" },
  { path: "delivered", label: "Delivered", type: "boolean" },
  { path: "clicked", label: "A link in it was clicked", type: "boolean" },
];

/** The customer fields of automations that a segment asks about, too; their consent is one of the fields below. */
const known = customerFields.filter(
  ({ path }) => !["customer.phone", "customer.segments", "customer.sms_consent"].includes(path),
);

/**
 * What the conditions of a segment ask about.
 * @param segments the shop's other segments
 */
export const segmentFields = (segments: readonly { id: string; name: string }[]): readonly OfferedField[] => [
  ...known,
  { path: "customer.average_order", label: "Average order", type: "money", currency: "customer.currency" },
  { path: "customer.birth_month", label: "Month of birth", type: "text", ...months },
  { path: "customer.days_to_birthday", label: "Days until the birthday", type: "number" },
  {
    path: "customer.segments",
    label: "Member of segments",
    type: "list",
    noun: "segment",
    options: segments.map(({ id, name }) => ({ value: id, label: name })),
  },
  ...groupSizes.map((size): OfferedField => ({
    path: `customer.group_of_${size}`,
    label: `A/B group of ${size}`,
    type: "text",
    ...knownStatuses("group", numbered(size)),
  })),
  { path: "texts.has_number", label: "Has a number for texts", type: "boolean" },
  {
    path: "texts.consent",
    label: "Consent to SMS marketing",
    type: "text",
    ...knownStatuses("consent", {
      subscribed: "Subscribed",
      pending: "Double opt-in not confirmed",
      not_subscribed: "Never subscribed",
      unsubscribed: "Unsubscribed",
    }),
  },
  { path: "texts.consent_at", label: "Consent since", type: "date" },
  { path: "texts.stopped", label: "Stopped all texts", type: "boolean" },
  { path: "texts.last_sent_at", label: "Last text", type: "date" },
  { path: "texts.last_reply_at", label: "Last reply", type: "date" },
  { path: "texts.last_click_at", label: "Last click", type: "date" },
  { path: "texts.sent", label: "Texts", type: "lines", of: textFields },
  { path: "texts.replies", label: "Replies", type: "lines", of: [{ path: "at", label: "Received", type: "date" }] },
  { path: "texts.clicks", label: "Clicks", type: "lines", of: [{ path: "at", label: "Clicked", type: "date" }] },
  { path: "orders.placed", label: "Orders", type: "lines", of: orderFields },
];
