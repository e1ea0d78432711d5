import { defineAction } from "./define.ts";
import { segmentConfig, segmentField } from "./segment.ts";

export const removeFromSegment = defineAction({
  type: "remove_from_segment",
  label: "Remove from a segment",
  description: "Removes the customer from one of your segments.",
  alsoCalled: ["list"],
  family: "customer",
  config: segmentConfig,
  fields: [segmentField],
  plan: ({ segmentId }) => ({ kind: "do", effect: { type: "remove_from_segment", segmentId } }),
  format: () => "Remove the customer from a segment",
});
