import { defineTrigger } from "./define.ts";
import { matchesSegment, sampleSegment, segmentChoice, segmentChoiceFields, segmentFields } from "./segment-choice.ts";

export const segmentLeft = defineTrigger({
  type: "segment_left",
  label: "Segment left",
  description: "A customer leaves a segment.",
  alsoCalled: ["removed from segment", "list"],
  family: "customers",
  subject: "customer",
  topics: ["customer.left_segment", "shopbell/segment_left"],
  staleAfter: { amount: 24, unit: "hours" },
  config: segmentChoice,
  fields: segmentChoiceFields,
  offers: segmentFields,
  sample: sampleSegment,
  recognise: () => ({ kind: "candidate" }),
  concerns: matchesSegment,
});
