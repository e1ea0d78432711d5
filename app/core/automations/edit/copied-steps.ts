import { z } from "zod";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { hasUniqueIds, step, type DraftStep } from "./draft.ts";

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 64;
const copied = z.object({ shopbell: z.literal("steps"), steps: z.array(step).min(1) });

/** Copied steps and their nested steps as text, for the clipboard. */
export const writeCopiedSteps = (steps: readonly DraftStep[]): string =>
  JSON.stringify({ shopbell: "steps", steps: [...steps] } satisfies z.input<typeof copied>);

/** The steps in a clipboard's text, at least one; null for any other text. */
export function readCopiedSteps(text: string): DraftStep[] | null {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_BYTES || nestsDeeperThan(bytes, MAX_DEPTH)) return null;
  try {
    const read = copied.safeParse(JSON.parse(text));
    return read.success && hasUniqueIds(read.data.steps) ? read.data.steps : null;
  } catch {
    return null;
  }
}
