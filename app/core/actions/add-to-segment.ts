import { defineAction } from "./define.ts";
import { segmentConfig, segmentField } from "./segment.ts";

export const addToSegment = defineAction({
  type: "add_to_segment",
  label: "Add to a segment",
  description: "Adds the customer to one of your segments.",
  alsoCalled: ["list"],
  family: "customer",
  config: segmentConfig,
  fields: [segmentField],
  plan: ({ segmentId }) => ({ kind: "do", effect: { type: "add_to_segment", segmentId } }),
  format: () => "Add the customer to a segment",
});
