import { defineTrigger } from "./define.ts";
import { matchesTags, tagChoice, tagChoiceFields, tagFields } from "./tag-choice.ts";

export const customerTagAdded = defineTrigger({
  type: "customer_tag_added",
  label: "Customer tag added",
  description: "A customer is given a tag, by hand, by an app or by one of your automations.",
  alsoCalled: ["tagged"],
  family: "customers",
  subject: "customer",
  topics: ["customer.tags_added"],
  staleAfter: { amount: 24, unit: "hours" },
  config: tagChoice,
  fields: tagChoiceFields,
  offers: tagFields("added"),
  sample: { change: { tag: "vip", tags: ["vip"] } },
  recognise: () => ({ kind: "candidate" }),
  concerns: (config, { tagChange }) => matchesTags(config, tagChange?.added ?? []),
});
