import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { MigrationChoice, MigrationCounts } from "#core/automations/migrate-sequences.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { DefinitionChange } from "#text/changes/change.ts";
import { text } from "#text/en.ts";
import type { ActionResponse } from "#components/browser/use-action.ts";
import { useAction } from "#components/browser/use-action.ts";
import { toast } from "#components/browser/app-bridge.ts";

/** The data of the publish route. */
export type PublishQuestionProps =
  | {
      ok: true;
      name: string;
      status: AutomationStatus;
      current: number | null;
      next: number;
      changes: DefinitionChange[] | null;
      waiting: { step: string | null; sequences: number; goesOn: boolean }[];
      inside: Record<MigrationChoice, MigrationCounts>;
      lacks: "browsing" | null;
    }
  | {
      ok: false;
      name: string;
      reason: string;
      message: string;
      problems: { message: string; stepId: string | null }[];
    };

interface PublishedAnswer extends ActionResponse {
  version: number;
  notOn: string | null;
}

/** Loads the effect of publishing when the dialog opens, and publishes. */
export function usePublish(automationId: string, open: boolean, onPublished: () => void) {
  const address = `/app/automations/${automationId}/publish`;
  const { load, data, state } = useFetcher<PublishQuestionProps>();
  useEffect(() => {
    if (open) load(address);
  }, [open, address, load]);
  const turnsOn = useRef(false);
  const { act, busy } = useAction<PublishedAnswer>({
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
    /** Null until loaded; a reload keeps the previous data. */
    question: data ?? null,
    asking: state === "loading",
    busy,
    publish: (posting: { inside: MigrationChoice; turnOn: boolean }) => {
      turnsOn.current = posting.turnOn;
      act(posting);
    },
  };
}
