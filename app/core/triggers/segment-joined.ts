import { defineTrigger } from "./define.ts";
import { matchesSegment, sampleSegment, segmentChoice, segmentChoiceFields, segmentFields } from "./segment-choice.ts";

export const segmentJoined = defineTrigger({
  type: "segment_joined",
  label: "Segment joined",
  description: "A customer joins a segment.",
  alsoCalled: ["added to segment", "list"],
  family: "customers",
  subject: "customer",
  topics: ["customer.joined_segment", "shopbell/segment_joined"],
  staleAfter: { amount: 24, unit: "hours" },
  config: segmentChoice,
  fields: segmentChoiceFields,
  offers: segmentFields,
  sample: sampleSegment,
  recognise: () => ({ kind: "candidate" }),
  concerns: matchesSegment,
});
