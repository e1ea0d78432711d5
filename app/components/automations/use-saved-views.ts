import type { TabProps } from "@shopify/polaris";
import { useEffect } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { toast } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

export interface AutomationSavedView {
  id: string;
  name: string;
  /** The list's address, so narrowed down. */
  query: string;
}

const words = text.activity.savedViews;
const action = "/app/automations/views";

/** The views that the shop has saved, as tabs; whoever may, saves, names and deletes them. */
export function useSavedViews(saved: readonly AutomationSavedView[]) {
  const may = usePermission("automations.edit");
  const keep = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.saved(name) });
  const rename = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.renamed(name) });
  const remove = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.deleted(name) });
  // The question for a name closes at once: what was wrong with it has no field any more to stand at.
  const { answer: kept } = keep;
  const { answer: renamed } = rename;
  useEffect(() => tellProblem(kept), [kept]);
  useEffect(() => tellProblem(renamed), [renamed]);
  const viewNames = saved.map(({ name }) => name);
  const tabs: TabProps[] = saved.map(({ id, name }) => ({
    id: `view-${id}`,
    content: name,
    viewNames,
    ...(may && {
      actions: [
        {
          type: "rename" as const,
          onPrimaryAction: (named: string) => rename.act({ intent: "rename", id, name: named }),
        },
        { type: "delete" as const, onPrimaryAction: () => remove.act({ intent: "delete", id }) },
      ],
    }),
  }));
  return {
    tabs,
    /** Absent for whom it is not offered. */
    save: may
      ? (name: string, query: string) => {
          keep.act({ intent: "save", name, query });
          return Promise.resolve(true);
        }
      : undefined,
  };
}

function tellProblem(answer: ActionResponse | undefined): void {
  if (answer?.ok === false && answer.problems?.length) toast(answer.message ?? text.trouble.title, true);
}
