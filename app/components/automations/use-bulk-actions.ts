import { useState } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

/** What can be done to several automations at once. */
export type BulkActionName = keyof typeof text.automations.deeds;

interface Outcome extends ActionResponse {
  done: number;
  failed: { name: string; message: string }[];
}

interface Asked {
  deed: BulkActionName;
  /** As they stood before. */
  automations: readonly { id: string; name: string; status: AutomationStatus }[];
}

/** Those that a deed could not be done to. */
export interface BulkFailures extends Pick<Outcome, "failed"> {
  deed: BulkActionName;
}

const words = text.automations;

/**
 * What undoes a deed, for those that stood so before it. What is taken out of the archive stays off: nobody gets
 * texts by an undo.
 */
const undoing: {
  readonly [D in BulkActionName]?: { deed: BulkActionName; of: (status: AutomationStatus) => boolean };
} = {
  off: { deed: "on", of: (status) => status === "active" },
  archive: { deed: "unarchive", of: (status) => status !== "archived" },
};

/**
 * Does something to automations, and tells what came of it: what worked in passing, with the way back where there is
 * one, what failed until it is put away. For the page, not for its table: that is gone with its last line.
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
