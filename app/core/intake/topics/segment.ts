import { z } from "zod";
import { defineReader } from "../define.ts";
import { globalId, named } from "../shapes.ts";

/** Shopify's segments, known by number alone; ours have topics of their own. */
export const segmentReader = defineReader({
  topics: ["customer.joined_segment", "customer.left_segment"],
  payload: z.object({ customer_id: globalId, segment_id: globalId }),
  read: ({ customer_id: customer, segment_id: id }) => ({
    subject: `segment:${id}:customer:${customer}`,
    customer: named({ shopifyId: customer }),
    facts: { segment: { id, name: null } },
  }),
});
