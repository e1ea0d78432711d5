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

interface Asked {
  deed: BulkActionName;
  /** With the statuses before the action. */
  automations: readonly { id: string; name: string; status: AutomationStatus }[];
}

/** The automations that an action failed for. */
export interface BulkFailures extends Pick<Outcome, "failed"> {
  deed: BulkActionName;
}

const words = text.automations;

/**
 * The action that undoes another, by the status before. Unarchived automations stay off, so that an undo never sends
 * texts.
 */
const undoing: {
  readonly [D in BulkActionName]?: { deed: BulkActionName; of: (status: AutomationStatus) => boolean };
} = {
  off: { deed: "on", of: (status) => status === "active" },
  archive: { deed: "unarchive", of: (status) => status !== "archived" },
};

/**
 * Runs bulk actions: a toast with undo for the successes, a banner for the failures. Lives in the page, because the
 * table unmounts with its last row.
 */
export function useBulkActions() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failures, setFailures] = useState<BulkFailures | null>(null);
  const { act, busy } = useAction<Outcome>({
    onDone: ({ done, failed }) => {
      if (!asked) return;
      if (done > 0) tell(asked, done);
      setFailures(failed.length > 0 ? { deed: asked.deed, failed } : null);
    },
  });

  function perform(deed: BulkActionName, automations: Asked["automations"]): void {
    setAsked({ deed, automations });
    act({ automationIds: automations.map(({ id }) => id) }, `/app/many-automations/${deed}`);
  }

  function tell({ deed, automations }: Asked, done: number): void {
    const [only] = automations;
    const message = automations.length === 1 && only ? words.didOne[deed](only.name) : words.did[deed](done);
    const back = undoing[deed];
    const changed = automations.filter(({ status }) => back?.of(status));
    if (back && changed.length > 0) toastWithUndo(message, words.undo, () => perform(back.deed, changed));
    else toast(message);
  }

  return { doing: busy, failures, forget: () => setFailures(null), perform };
}

export type BulkActions = ReturnType<typeof useBulkActions>;
