import { defineReader } from "../define.ts";
import { bodyOf, customerRef, globalId, moment, money, text, tolerantObject, wholeNumber } from "../shapes.ts";

export const purchasesReader = defineReader({
  topics: ["customers/purchasing_summary"],
  payload: bodyOf(
    { customerId: globalId },
    {
      numberOfOrders: wholeNumber,
      amountSpent: tolerantObject({ amount: money, currencyCode: text }),
      occurredAt: moment,
    },
  ),
  read: ({ customerId, numberOfOrders, amountSpent, occurredAt }) => ({
    subject: `customer:${customerId}`,
    customer: customerRef({ shopifyId: customerId }),
    // A count without its sum, or a sum without its count, would make the stored pair a mixture of two times.
    purchases:
      numberOfOrders === null || amountSpent?.amount == null
        ? null
        : {
            ordersCount: numberOfOrders,
            totalSpent: amountSpent.amount,
            currency: amountSpent.currencyCode,
            lastOrderAt: null,
            updatedAt: occurredAt,
          },
  }),
});
