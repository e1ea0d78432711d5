import { useState } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

/** Bulk actions. */
export type BulkActionName = keyof typeof text.automations.deeds;

interface Outcome extends ActionResponse {
  done: number;
  failed: { name: string; message: string }[];
}

interface BulkRequest {
  action: BulkActionName;
  /** With the statuses before the action. */
  automations: readonly { id: string; name: string; status: AutomationStatus }[];
}

/** The automations that an action failed for. */
export interface BulkFailures extends Pick<Outcome, "failed"> {
  action: BulkActionName;
}

const words = text.automations;

/**
 * The action that undoes another, by the status before. Unarchived automations stay off, so that an undo never sends
 * texts.
 */
const undoActions: {
  readonly [D in BulkActionName]?: { action: BulkActionName; of: (status: AutomationStatus) => boolean };
} = {
  off: { action: "on", of: (status) => status === "active" },
  archive: { action: "unarchive", of: (status) => status !== "archived" },
};

/**
 * Runs bulk actions: a toast with undo for the successes, a banner for the failures. Lives in the page, because the
 * table unmounts with its last row.
 */
export function useBulkActions() {
  const [request, setRequest] = useState<BulkRequest | null>(null);
  const [failures, setFailures] = useState<BulkFailures | null>(null);
  const { act, busy } = useAction<Outcome>({
    onDone: ({ done, failed }) => {
      if (!request) return;
      if (done > 0) showToast(request, done);
      setFailures(failed.length > 0 ? { action: request.action, failed } : null);
    },
  });

  function perform(action: BulkActionName, automations: BulkRequest["automations"]): void {
    setRequest({ action, automations });
    act({ automationIds: automations.map(({ id }) => id) }, `/app/many-automations/${action}`);
  }

  function showToast({ action, automations }: BulkRequest, done: number): void {
    const [only] = automations;
    const message = automations.length === 1 && only ? words.didOne[action](only.name) : words.did[action](done);
    const back = undoActions[action];
    const changed = automations.filter(({ status }) => back?.of(status));
    if (back && changed.length > 0) toastWithUndo(message, words.undo, () => perform(back.action, changed));
    else toast(message);
  }

  return { doing: busy, failures, forget: () => setFailures(null), perform };
}

export type BulkActions = ReturnType<typeof useBulkActions>;
