import type { DraftStep } from "#core/automations/edit/draft.ts";
import { readCopiedSteps, writeCopiedSteps } from "#core/automations/edit/copied-steps.ts";

const KEY = "shopbell.copied-steps";

/**
 * The copied steps of this tab, for the menus: a page may not read the system's clipboard unasked. Ctrl+C also writes
 * that one, so that Ctrl+V works in another tab. A browser may refuse to keep anything.
 */
export function writeClipboard(steps: readonly DraftStep[]): void {
  try {
    sessionStorage.setItem(KEY, writeCopiedSteps(steps));
  } catch {
    // The menus offer nothing to paste then.
  }
}

export function readClipboard(): DraftStep[] | null {
  try {
    return readCopiedSteps(sessionStorage.getItem(KEY) ?? "");
  } catch {
    return null;
  }
}
