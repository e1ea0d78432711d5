import { z } from "zod";

const name = z.string().max(200);

/** A change of a page's saved views. */
export const viewChange = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), name, query: z.string().max(2_000) }),
  z.object({ intent: z.literal("rename"), id: z.uuid(), name }),
  z.object({ intent: z.literal("delete"), id: z.uuid() }),
]);

export type ViewChange = z.infer<typeof viewChange>;
