import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "#components/browser/app-bridge.ts";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";

interface Marked extends ActionResponse {
  ids?: readonly string[];
}

const words = text.notices;

/**
 * Marks notices as read, with undo, or as unread.
 * @param most the largest number that can be undone at once
 */
export function useNotificationChanges(most: number) {
  const back = useAction<Marked>({ said: words.undone });
  const unread = useAction<Marked>({ said: ({ ids = [] }) => words.markedUnread(ids.length) });
  const read = useAction<Marked>({ onDone: showToast });

  function showToast({ ids = [] }: Marked): void {
    const message = words.markedRead(ids.length);
    if (ids.length === 0 || ids.length > most) return toast(message);
    toastWithUndo(message, words.undo, () => back.act({ ids, read: false }));
  }

  return {
    /** @param ids null for all */
    mark: (ids: readonly string[] | null, asRead: boolean) => (asRead ? read : unread).act({ ids, read: asRead }),
    busy: read.busy || unread.busy || back.busy,
  };
}
