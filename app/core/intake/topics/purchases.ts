import { z } from "zod";
import { defineReader } from "../define.ts";
import { money } from "../money.ts";
import { globalId, moment, customerRef, text } from "../shapes.ts";

export const purchasesReader = defineReader({
  topics: ["customers/purchasing_summary"],
  payload: z.object({
    customerId: globalId,
    numberOfOrders: z.number().int().min(0),
    amountSpent: z.object({ amount: money.pipe(z.string()), currencyCode: text }),
    occurredAt: moment,
  }),
  read: ({ customerId, numberOfOrders, amountSpent, occurredAt }) => ({
    subject: `customer:${customerId}`,
    customer: customerRef({ shopifyId: customerId }),
    purchases: {
      ordersCount: numberOfOrders,
      totalSpent: amountSpent.amount,
      currency: amountSpent.currencyCode,
      lastOrderAt: null,
      updatedAt: occurredAt,
    },
  }),
});
