import { defineAction } from "./define.ts";
import { segmentConfig, segmentField } from "./segment.ts";

export const removeFromSegment = defineAction({
  type: "remove_from_segment",
  label: "Remove from a segment",
  description: "Takes the customer out of one of your segments here.",
  family: "customer",
  config: segmentConfig,
  fields: [segmentField],
  plan: ({ segmentId }) => ({ kind: "do", effect: { type: "remove_from_segment", segmentId } }),
  format: () => "Take the customer out of a segment",
});
