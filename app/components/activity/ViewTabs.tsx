import { Tabs, type TabProps } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { activityViews, type ActivityView } from "#text/views.ts";
import { usePermission } from "../page/access.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { filtersOf, type ActivityQuery } from "./address.ts";
import type { ShownCounts } from "./use-counts.ts";

/** The route that saves views. */
export const VIEWS_ACTION = "/app/activity/views";

export interface ShownView {
  id: string;
  name: string;
  /** The filters as query parameters. */
  query: string;
}

interface ViewTabsProps {
  query: ActivityQuery;
  saved: readonly ShownView[];
  /** The number of texts with unconfirmed delivery. */
  unknownTexts: number;
  /** Undefined until they are loaded. */
  counts: ShownCounts | undefined;
  onView: (view: ActivityView | undefined) => void;
  onSaved: (view: ShownView) => void;
}

const builtIn = [undefined, ...activityViews] as const;
const words = text.activity;

function badgeOf(view: ActivityView | undefined, unknownTexts: number, counts: ShownCounts | undefined) {
  if (view === "unknown") return unknownTexts > 0 ? { badge: showNumber(unknownTexts) } : {};
  const count = counts?.views[view ?? "all"];
  return counts && count ? { badge: words.count(count, counts.most) } : {};
}

/** Tabs for the outcomes and the saved views. A saved view's tab has rename and delete. */
export function ViewTabs({ query, saved, unknownTexts, counts, onView, onSaved }: ViewTabsProps) {
  const may = usePermission("sequences.steer");
  const rename = useAction<ActionResponse & { name: string }>({
    action: VIEWS_ACTION,
    said: (answer) => words.savedViews.renamed(answer.name),
  });
  const remove = useAction<ActionResponse & { name: string }>({
    action: VIEWS_ACTION,
    said: (answer) => words.savedViews.deleted(answer.name),
  });
  const present = filtersOf(query);
  const chosen = saved.findIndex((view) => view.query === present);
  const names = saved.map(({ name }) => name);
  const tabs: TabProps[] = [
    ...builtIn.map((view) => ({
      id: view ?? "all",
      content: words.views[view ?? "all"],
      ...badgeOf(view, unknownTexts, counts),
    })),
    ...saved.map(({ id, name }) => ({
      id: `view-${id}`,
      content: name,
      viewNames: names,
      ...(may && {
        actions: [
          {
            type: "rename" as const,
            onPrimaryAction: (named: string) => rename.act({ intent: "rename", id, name: named }),
          },
          { type: "delete" as const, onPrimaryAction: () => remove.act({ intent: "delete", id }) },
        ],
      }),
    })),
  ];
  return (
    <Tabs
      tabs={tabs}
      selected={chosen === -1 ? builtIn.indexOf(query.view) : builtIn.length + chosen}
      onSelect={(index) => {
        const view = saved[index - builtIn.length];
        if (view) onSaved(view);
        else onView(builtIn[index]);
      }}
    />
  );
}
