import { z } from "zod";
import { defineReader } from "../define.ts";
import { globalId, customerRef } from "../shapes.ts";

/** Shopify's segments, which carry only an id; the app's own segments have their own topics. */
export const segmentReader = defineReader({
  topics: ["customer.joined_segment", "customer.left_segment"],
  payload: z.object({ customer_id: globalId, segment_id: globalId }),
  read: ({ customer_id: customer, segment_id: id }) => ({
    subject: `segment:${id}:customer:${customer}`,
    customer: customerRef({ shopifyId: customer }),
    facts: { segment: { id, name: null } },
  }),
});
