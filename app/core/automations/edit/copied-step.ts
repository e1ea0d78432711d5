import { z } from "zod";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";
import { hasUniqueIds, step, type DraftStep } from "./draft.ts";

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 64;
const copied = z.object({ shopbell: z.literal("step"), step });

/** A copied step and its nested steps as text, for the clipboard. */
export const writeCopiedStep = (copiedStep: DraftStep): string =>
  JSON.stringify({ shopbell: "step", step: copiedStep } satisfies z.input<typeof copied>);

/** The step in a clipboard's text; null for any other text. */
export function readCopiedStep(text: string): DraftStep | null {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_BYTES || nestsDeeperThan(bytes, MAX_DEPTH)) return null;
  try {
    const read = copied.safeParse(JSON.parse(text));
    return read.success && hasUniqueIds([read.data.step]) ? read.data.step : null;
  } catch {
    return null;
  }
}
