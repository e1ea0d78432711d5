import { useState } from "react";
import type { AutomationStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { toast, toastWithUndo } from "../browser/app-bridge.ts";
import { useAct, type Answer } from "../browser/use-act.ts";

/** What can be done to several automations at once. */
export type Deed = keyof typeof text.automations.deeds;

interface Outcome extends Answer {
  done: number;
  failed: { name: string; message: string }[];
}

interface Asked {
  deed: Deed;
  /** As they stood before. */
  automations: readonly { id: string; name: string; status: AutomationStatus }[];
}

/** Those that a deed could not be done to. */
export interface Failures extends Pick<Outcome, "failed"> {
  deed: Deed;
}

const words = text.automations;

/**
 * What undoes a deed, for those that stood so before it. What is taken out of the archive stays off: nobody gets
 * texts by an undo.
 */
const undoing: { readonly [D in Deed]?: { deed: Deed; of: (status: AutomationStatus) => boolean } } = {
  off: { deed: "on", of: (status) => status === "active" },
  archive: { deed: "unarchive", of: (status) => status !== "archived" },
};

/**
 * Does something to automations, and tells what came of it: what worked in passing, with the way back where there is
 * one, what failed until it is put away. For the page, not for its table: that is gone with its last line.
 */
export function useDeeds() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failures, setFailures] = useState<Failures | null>(null);
  const { act, busy } = useAct<Outcome>({
    onDone: ({ done, failed }) => {
      if (!asked) return;
      if (done > 0) tell(asked, done);
      setFailures(failed.length > 0 ? { deed: asked.deed, failed } : null);
    },
  });

  function perform(deed: Deed, automations: Asked["automations"]): void {
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

export type Deeds = ReturnType<typeof useDeeds>;
