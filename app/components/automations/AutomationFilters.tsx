import { IndexFilters, useSetIndexFiltersMode, type IndexFiltersProps } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { choiceFilter } from "../page/ChoiceFilter.tsx";
import {
  automationsAddress,
  sortKinds,
  tagsOf,
  triggersOf,
  views,
  type AutomationListItem,
  type AutomationFilter,
  type Sort,
} from "./automation-filter.ts";
import { useSavedViews, type AutomationSavedView } from "./use-saved-views.ts";

const words = text.automations;

const sortOptions: NonNullable<IndexFiltersProps["sortOptions"]> = sortKinds.flatMap(({ key, kind }) => [
  { label: words.sorts[key], value: `${key} asc` as const, directionLabel: words.ascending[kind] },
  { label: words.sorts[key], value: `${key} desc` as const, directionLabel: words.descending[kind] },
]);

interface AutomationFiltersProps {
  automations: readonly AutomationListItem[];
  narrowing: AutomationFilter;
  saved: readonly AutomationSavedView[];
  onChange: (narrowing: AutomationFilter) => void;
  /**
   * The merchant chose a saved view.
   * @param query its address
   */
  onSaved: (query: string) => void;
}

/** Tabs for statuses and saved views, search, filters and sort order of the list. */
export function AutomationFilters({ automations, narrowing, saved, onChange, onSaved }: AutomationFiltersProps) {
  const { mode, setMode } = useSetIndexFiltersMode();
  const { tabs, save } = useSavedViews(saved);
  const narrow = (change: Partial<AutomationFilter>) => onChange({ ...narrowing, ...change });
  const query = automationsAddress(narrowing).toString();
  const chosen = saved.findIndex((view) => view.query === query);
  const clear = { search: "", trigger: undefined, tag: undefined, unpublished: false };
  const tags = tagsOf(automations);
  const parts = [
    choiceFilter({
      key: "trigger",
      label: words.trigger,
      choices: triggersOf(automations),
      chosen: narrowing.trigger,
      formatLabel: (label) => words.startsWith(label ?? ""),
      onChoose: (trigger) => narrow({ trigger }),
    }),
    ...(tags.length > 0 || narrowing.tag
      ? [
          choiceFilter({
            key: "tag",
            label: words.tag,
            choices: tags.map((tag) => ({ value: tag, label: tag })),
            chosen: narrowing.tag,
            formatLabel: (label) => words.taggedWith(label ?? narrowing.tag ?? ""),
            onChoose: (tag) => narrow({ tag }),
          }),
        ]
      : []),
    choiceFilter({
      key: "changes",
      label: words.changes,
      choices: [{ value: "unpublished", label: words.unpublished }],
      chosen: narrowing.unpublished ? "unpublished" : undefined,
      formatLabel: (label) => label ?? "",
      onChoose: (changes) => narrow({ unpublished: changes !== undefined }),
    }),
  ];
  return (
    <IndexFilters
      tabs={[...views.map((view) => ({ id: view, content: words.views[view], isLocked: true })), ...tabs]}
      selected={chosen === -1 ? views.indexOf(narrowing.view) : views.length + chosen}
      onSelect={(at) => {
        const view = saved[at - views.length];
        if (view) onSaved(view.query);
        else narrow({ ...clear, view: views[at] ?? "all" });
      }}
      canCreateNewView={false}
      {...(save && {
        primaryAction: {
          type: "save-as",
          onAction: (name) => save(name, query),
          disabled: query === "" || chosen !== -1,
        },
      })}
      sortOptions={sortOptions}
      sortSelected={[narrowing.sort]}
      onSort={([sort]) => narrow({ sort: sort as Sort })}
      queryValue={narrowing.search}
      queryPlaceholder={words.search}
      onQueryChange={(search) => narrow({ search })}
      onQueryClear={() => narrow({ search: "" })}
      cancelAction={{ onAction: () => narrow(clear) }}
      filters={parts.map(({ filter }) => filter)}
      appliedFilters={parts.flatMap(({ applied }) => applied)}
      onClearAll={() => narrow(clear)}
      mode={mode}
      setMode={setMode}
    />
  );
}
