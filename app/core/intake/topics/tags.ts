import { z } from "zod";
import { defineReader } from "../define.ts";
import { globalId, moment, named } from "../shapes.ts";

/** What is told of tags names those that came or went, not those that there are. */
export const tagReader = defineReader({
  topics: ["customer.tags_added", "customer.tags_removed"],
  payload: z.object({ customerId: globalId, tags: z.array(z.string().trim().min(1)).min(1), occurredAt: moment }),
  read: ({ customerId, tags }, topic) => {
    const added = topic === "customer.tags_added";
    return {
      subject: `customer:${customerId}`,
      // The time of the change is not the record's: nothing else of the person is any newer for it.
      customer: named({ shopifyId: customerId }),
      tagChange: { added: added ? tags : [], removed: added ? [] : tags },
      echoes: tags.map((tag) => `${added ? "tag_added" : "tag_removed"}:${customerId}:${tag.toLowerCase()}`),
      facts: { change: { tag: tags[0], tags } },
    };
  },
});
