import type { DraftStep } from "#core/automations/edit/draft.ts";
import { readCopiedStep, writeCopiedStep } from "#core/automations/edit/copied-step.ts";

const KEY = "shopbell.copied-step";

/**
 * The copied step of this tab, for the menus: a page may not read the system's clipboard unasked. Ctrl+C also writes
 * that one, so that Ctrl+V works in another tab. A browser may refuse to keep anything.
 */
export function writeClipboard(step: DraftStep): void {
  try {
    sessionStorage.setItem(KEY, writeCopiedStep(step));
  } catch {
    // The menus offer nothing to paste then.
  }
}

export function readClipboard(): DraftStep | null {
  try {
    return readCopiedStep(sessionStorage.getItem(KEY) ?? "");
  } catch {
    return null;
  }
}
