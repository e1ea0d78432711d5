import { useEffect, useId } from "react";
import { text } from "#text/en.ts";
import { showSaveBar } from "../browser/app-bridge.ts";

interface SaveBarProps {
  /** There is something unsaved. */
  dirty: boolean;
  saving?: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/**
 * The store admin's own save bar, there while something is unsaved. Without App Bridge its buttons stand in the page
 * as they are.
 */
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
