import { defineTrigger } from "./define.ts";
import { matchesTags, tagChoice, tagChoiceFields, tagFields } from "./tag-choice.ts";

export const customerTagRemoved = defineTrigger({
  type: "customer_tag_removed",
  label: "Customer tag removed",
  description: "A tag is removed from a customer.",
  alsoCalled: ["untagged"],
  family: "customers",
  subject: "customer",
  topics: ["customer.tags_removed"],
  staleAfter: { amount: 24, unit: "hours" },
  config: tagChoice,
  fields: tagChoiceFields,
  offers: tagFields("removed"),
  sample: { change: { tag: "vip", tags: ["vip"] } },
  recognise: () => ({ kind: "candidate" }),
  concerns: (config, { tagChange }) => matchesTags(config, tagChange?.removed ?? []),
});
