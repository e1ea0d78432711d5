import { useState } from "react";
import { text } from "#text/en.ts";
import { toast } from "../shell/app-bridge.ts";
import { useAct, type Answer } from "../shell/use-act.ts";

/** What can be done to several automations at once. */
export type Deed = keyof typeof text.automations.deeds;

interface Outcome extends Answer {
  done: number;
  failed: { name: string; message: string }[];
}

interface Asked {
  deed: Deed;
  automations: readonly { id: string; name: string }[];
}

/** Those that a deed could not be done to. */
export interface Failures extends Pick<Outcome, "failed"> {
  deed: Deed;
}

const words = text.automations;

/** Does something to automations, and tells what came of it: what worked in passing, what failed until it is put away. */
export function useDeeds(onDone: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failures, setFailures] = useState<Failures | null>(null);
  const { act, busy } = useAct<Outcome>({
    onDone: ({ done, failed }) => {
      if (!asked) return;
      const { deed, automations } = asked;
      const [only] = automations;
      if (done > 0) toast(automations.length === 1 && only ? words.didOne[deed](only.name) : words.did[deed](done));
      setFailures(failed.length > 0 ? { deed, failed } : null);
      onDone();
    },
  });
  return {
    doing: busy,
    failures,
    forget: () => setFailures(null),
    perform: (deed: Deed, automations: Asked["automations"]) => {
      setAsked({ deed, automations });
      act({ automationIds: automations.map(({ id }) => id) }, `/app/many-automations/${deed}`);
    },
  };
}
