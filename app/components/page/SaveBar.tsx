import { useEffect, useId } from "react";
import { text } from "#text/en.ts";
import { showSaveBar } from "../browser/app-bridge.ts";

interface SaveBarProps {
  /** There are unsaved changes. */
  dirty: boolean;
  saving?: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** App Bridge's save bar. Without App Bridge its buttons render in the page. */
export function SaveBar({ dirty, saving = false, onSave, onDiscard }: SaveBarProps) {
  const id = useId();
  useEffect(() => {
    showSaveBar(id, dirty);
    return () => showSaveBar(id, false);
  }, [id, dirty]);
  return (
    <ui-save-bar id={id}>
      {dirty && (
        <>
          <button variant="primary" disabled={saving} onClick={onSave}>
            {text.save}
          </button>
          <button disabled={saving} onClick={onDiscard}>
            {text.discard}
          </button>
        </>
      )}
    </ui-save-bar>
  );
}
