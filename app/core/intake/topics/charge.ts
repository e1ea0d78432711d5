import { z } from "zod";
import { defineReader, type ObservedCharge } from "../define.ts";

/** Maps Shopify's one-time purchase statuses; `accepted` is not yet paid. */
const statuses = new Map<string, ObservedCharge["status"]>(
  Object.entries({
    pending: "pending",
    accepted: "pending",
    active: "active",
    declined: "declined",
    expired: "expired",
  }),
);

const chargeStatus = z.string().transform((word, issues) => {
  const known = statuses.get(word.toLowerCase());
  if (known) return known;
  issues.addIssue({ code: "custom", message: `unknown status "${word}"` });
  return z.NEVER;
});

export const chargeReader = defineReader({
  topics: ["app_purchases_one_time/update"],
  payload: z.object({
    app_purchase_one_time: z.object({
      admin_graphql_api_id: z.string().regex(/^gid:\/\/shopify\/AppPurchaseOneTime\/\d+$/),
      status: chargeStatus,
    }),
  }),
  read: ({ app_purchase_one_time: { admin_graphql_api_id: shopifyId, status } }) => ({
    subject: `charge:${shopifyId.slice(shopifyId.lastIndexOf("/") + 1)}`,
    charge: { shopifyId, status },
  }),
});
