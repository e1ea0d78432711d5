import { z } from "zod";
import type { FormField, OfferedField } from "../automations/fields.ts";
import type { NormalizedEvent } from "../intake/define.ts";

/** The segment to match: the app's by id or name, Shopify's by numeric id; "" for any. */
export const segmentChoice = z.object({
  segment: z.string().trim().max(200, "is longer than 200 characters").default(""),
});

export const segmentChoiceFields: readonly FormField[] = [
  {
    name: "segment",
    label: "Segment",
    kind: "segment",
    orByNumber: true,
    help: "Leave empty for any segment. One of Shopify’s goes by its number.",
    optional: true,
  },
];

export function matchesSegment(
  { segment: chosen }: z.infer<typeof segmentChoice>,
  { facts: { segment } }: Pick<NormalizedEvent, "facts">,
): boolean {
  if (chosen === "") return true;
  const wantedSegment = chosen.replace(/^gid:\/\/shopify\/Segment\//, "").toLowerCase();
  return [segment?.id, segment?.name].some(
    (value) => typeof value === "string" && value.toLowerCase() === wantedSegment,
  );
}

export const segmentFields: readonly OfferedField[] = [
  { path: "segment.name", label: "Segment’s name", type: "text", kind: "label" },
  { path: "segment.id", label: "Segment’s id", type: "text", kind: "code" },
];
export const sampleSegment = { segment: { id: "0197c0de-0000-7000-8000-000000000001", name: "Big spenders" } };
