import { z } from "zod";
import { defineReader } from "../define.ts";
import { addMoney } from "../money.ts";
import {
  bodyOf,
  countPieces,
  identifiedWith,
  idOf,
  money,
  numericId,
  text,
  tolerant,
  tolerantList,
  tolerantObject,
} from "../shapes.ts";

const transaction = bodyOf({}, { kind: text, status: text, amount: money, currency: text });
const returnedItem = bodyOf({}, { quantity: tolerant(z.number(), 1), line_item: tolerantObject({ title: text }) });
const FAILED_STATUSES = new Set(["failure", "error"]);

/** A refund's body lacks the customer, so intake takes the customer from the order's own events. */
export const refundReader = defineReader({
  topics: ["refunds/create"],
  payload: identifiedWith(
    { order_id: numericId },
    { note: text, transactions: tolerantList(transaction), refund_line_items: tolerantList(returnedItem) },
  ),
  read: (refund) => {
    const paid = refund.transactions.filter(
      ({ kind, status }) => kind === "refund" && !FAILED_STATUSES.has(status ?? ""),
    );
    const amounts = paid.flatMap(({ amount }) => amount ?? []);
    const items = refund.refund_line_items;
    return {
      subject: `refund:${idOf(refund)}`,
      relatedSubject: `order:${refund.order_id}`,
      facts: {
        refund: {
          id: idOf(refund),
          // A return without a payment has no amount.
          amount: amounts.length > 0 ? addMoney(amounts) : null,
          currency: paid[0]?.currency ?? null,
          reason: refund.note,
          items: items.flatMap(({ line_item }) => line_item?.title ?? []),
          item_count: countPieces(items),
        },
        order: { id: refund.order_id, name: null, status_url: null },
      },
    };
  },
});
