import { z } from "zod";

export const segmentConfig = z.object({ segmentId: z.uuid("choose a segment") });

export const segmentField = { name: "segmentId", label: "Segment", kind: "segment", onlyStatic: true } as const;
