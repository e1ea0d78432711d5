import { useEffect, useState } from "react";
import type { ShopSettings } from "#core/team/settings.ts";
import { text } from "#text/en.ts";
import { useAction } from "#components/browser/use-action.ts";

/** Edited settings: a field may hold invalid text. */
export type SettingsDraft = { [K in keyof ShopSettings]: ShopSettings[K] | string };

/** Props of a section. */
export interface SectionProps {
  draft: SettingsDraft;
  change: <K extends keyof ShopSettings>(key: K, value: SettingsDraft[K]) => void;
  /** The message for the field at a path, such as "quietHours.closes". */
  problemAt: (path: string) => string | undefined;
  /** The visitor lacks the permission. */
  readOnly: boolean;
}

/** Keeps edits until they are saved or discarded, also after a refusal. Unedited fields follow the server. */
export function useSettingsDraft(saved: ShopSettings) {
  const [edits, setEdits] = useState<Partial<SettingsDraft>>({});
  const { act, busy, problemAt, answer } = useAction({ said: text.saved, onDone: () => setEdits({}) });
  // Focuses the first invalid field, which may be far from the button.
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
