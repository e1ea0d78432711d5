import type { TabProps } from "@shopify/polaris";
import { useEffect } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { toast } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";

export interface AutomationSavedView {
  id: string;
  name: string;
  /** The address of the filtered list. */
  query: string;
}

const words = text.activity.savedViews;
const action = "/app/automations/views";

/** The shop's saved views as tabs, with save, rename and delete for permitted roles. */
export function useSavedViews(saved: readonly AutomationSavedView[]) {
  const may = usePermission("automations.edit");
  const save = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.saved(name) });
  const rename = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.renamed(name) });
  const remove = useAction<ActionResponse & { name: string }>({ action, said: ({ name }) => words.deleted(name) });
  // The dialog closes at once, so an error has no field to appear at.
  const { answer: kept } = save;
  const { answer: renamed } = rename;
  useEffect(() => toastProblem(kept), [kept]);
  useEffect(() => toastProblem(renamed), [renamed]);
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
    /** Absent without permission. */
    save: may
      ? (name: string, query: string) => {
          save.act({ intent: "save", name, query });
          return Promise.resolve(true);
        }
      : undefined,
  };
}

function toastProblem(answer: ActionResponse | undefined): void {
  if (answer?.ok === false && answer.problems?.length) toast(answer.message ?? text.trouble.title, true);
}
