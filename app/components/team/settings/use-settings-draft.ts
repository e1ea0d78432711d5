import { useEffect, useState } from "react";
import type { ShopSettings } from "#core/team/settings.ts";
import { text } from "#text/en.ts";
import { useAction } from "#components/browser/use-action.ts";

/** Settings as they are being written: a field may hold what cannot be saved yet. */
export type SettingsDraft = { [K in keyof ShopSettings]: ShopSettings[K] | string };

/** What a section of the form is handed. */
export interface SectionProps {
  draft: SettingsDraft;
  change: <K extends keyof ShopSettings>(key: K, value: SettingsDraft[K]) => void;
  /** What is wrong with the field at a path, such as "quietHours.closes". */
  problemAt: (path: string) => string | undefined;
  /** The visitor may look alone. */
  readOnly: boolean;
}

/**
 * Keeps what was typed until it is saved or discarded, also when it is refused; what others save meanwhile shows in
 * the rest.
 */
export function useSettingsDraft(saved: ShopSettings) {
  const [edits, setEdits] = useState<Partial<SettingsDraft>>({});
  const { act, busy, problemAt, answer } = useAction({ said: text.saved, onDone: () => setEdits({}) });
  // The field may be far from the button: without this nothing would seem to happen.
  useEffect(() => {
    if (answer?.ok === false) document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [answer]);
  const changed = (Object.keys(edits) as (keyof ShopSettings)[]).filter(
    (key) => JSON.stringify(edits[key]) !== JSON.stringify(saved[key]),
  );
  return {
    draft: { ...saved, ...edits },
    problemAt,
    busy,
    dirty: changed.length > 0,
    change: ((key, value) => setEdits((before) => ({ ...before, [key]: value }))) satisfies SectionProps["change"],
    save: () => act(Object.fromEntries(changed.map((key) => [key, edits[key]]))),
    discard: () => setEdits({}),
  };
}
