import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { InsideChoice, InsideCounts } from "#core/automations/migrate-sequences.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { Change } from "#text/changes/change.ts";
import { text } from "#text/en.ts";
import type { Answer } from "#components/browser/use-act.ts";
import { useAct } from "#components/browser/use-act.ts";
import { toast } from "#components/browser/app-bridge.ts";

/** What the dialog's route tells of publishing. */
export type Question =
  | {
      ok: true;
      name: string;
      status: AutomationStatus;
      current: number | null;
      next: number;
      changes: Change[] | null;
      waiting: { step: string | null; sequences: number; goesOn: boolean }[];
      inside: Record<InsideChoice, InsideCounts>;
    }
  | {
      ok: false;
      name: string;
      reason: string;
      message: string;
      problems: { message: string; stepId: string | null }[];
    };

interface PublishedAnswer extends Answer {
  version: number;
  notOn: string | null;
}

/** Asks what publishing would change whenever the dialog opens, and publishes. */
export function usePublish(automationId: string, open: boolean, onPublished: () => void) {
  const address = `/app/automations/${automationId}/publish`;
  const { load, data, state } = useFetcher<Question>();
  useEffect(() => {
    if (open) load(address);
  }, [open, address, load]);
  const turnsOn = useRef(false);
  const { act, busy } = useAct<PublishedAnswer>({
    action: address,
    onDone: ({ version, notOn }) => {
      if (notOn !== null) toast(text.publish.publishedNotOn(notOn), true);
      else
        toast(
          turnsOn.current ? text.publish.publishedAndOn(data?.name ?? "", version) : text.publish.published(version),
        );
      onPublished();
    },
  });
  return {
    /** Null until it is known; one that is known stays while it is asked anew. */
    question: data ?? null,
    asking: state === "loading",
    busy,
    publish: (posting: { inside: InsideChoice; turnOn: boolean }) => {
      turnsOn.current = posting.turnOn;
      act(posting);
    },
  };
}
