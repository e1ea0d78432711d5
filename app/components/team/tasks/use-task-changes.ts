import type { TaskStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "#components/browser/app-bridge.ts";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";

interface Changed extends ActionResponse {
  undo?: readonly { id: string; status: TaskStatus }[];
}

const words = text.tasks;

/** Changes tasks' statuses, with undo. */
export function useTaskChanges() {
  const back = useAction({ said: words.undone });
  const done = useAction<Changed>({ onDone: (answer) => showToast(answer, "done") });
  const reopened = useAction<Changed>({ onDone: (answer) => showToast(answer, "open") });
  const cancelled = useAction<Changed>({ onDone: (answer) => showToast(answer, "cancelled") });
  const acts = { done, open: reopened, cancelled };

  function showToast({ undo = [] }: Changed, status: TaskStatus): void {
    const message = words.said[status](undo.length);
    if (undo.length === 0) return toast(message);
    toastWithUndo(message, words.undo, () => back.act({ intent: "tasks", changes: undo }));
  }

  return {
    set: (ids: readonly string[], status: TaskStatus) =>
      acts[status].act({ intent: "tasks", changes: ids.map((id) => ({ id, status })) }),
    busy: done.busy || reopened.busy || cancelled.busy || back.busy,
  };
}
