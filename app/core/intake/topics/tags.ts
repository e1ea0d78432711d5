import { defineReader } from "../define.ts";
import { bodyOf, customerRef, globalId, moment, texts } from "../shapes.ts";

/** The topics name the changed tags, not the customer's full list. */
export const tagReader = defineReader({
  topics: ["customer.tags_added", "customer.tags_removed"],
  payload: bodyOf(
    { customerId: globalId, tags: texts.refine((tags) => tags.length > 0, "names no tag") },
    { occurredAt: moment },
  ),
  read: ({ customerId, tags }, topic) => {
    const added = topic === "customer.tags_added";
    return {
      subject: `customer:${customerId}`,
      // Leave `updatedAt` null: a tag change does not make the other fields of the customer newer.
      customer: customerRef({ shopifyId: customerId }),
      tagChange: { added: added ? tags : [], removed: added ? [] : tags },
      echoes: tags.map((tag) => `${added ? "tag_added" : "tag_removed"}:${customerId}:${tag.toLowerCase()}`),
      facts: { change: { tag: tags[0], tags } },
    };
  },
});
