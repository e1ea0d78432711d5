import { IndexFilters, useSetIndexFiltersMode, type IndexFiltersProps } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { sortKinds, views, type Narrowing, type Sort } from "./narrow.ts";

const words = text.automations;

const sortOptions: NonNullable<IndexFiltersProps["sortOptions"]> = sortKinds.flatMap(({ key, kind }) => [
  { label: words.sorts[key], value: `${key} asc` as const, directionLabel: words.ascending[kind] },
  { label: words.sorts[key], value: `${key} desc` as const, directionLabel: words.descending[kind] },
]);

interface AutomationFiltersProps {
  narrowing: Narrowing;
  onChange: (narrowing: Narrowing) => void;
}

/** Narrows the list down: a view for each status, a search, and the order. */
export function AutomationFilters({ narrowing, onChange }: AutomationFiltersProps) {
  const { mode, setMode } = useSetIndexFiltersMode();
  const search = (typed: string) => onChange({ ...narrowing, search: typed });
  return (
    <IndexFilters
      tabs={views.map((view) => ({ id: view, content: words.views[view], isLocked: true }))}
      selected={views.indexOf(narrowing.view)}
      onSelect={(at) => onChange({ ...narrowing, view: views[at] ?? "all" })}
      canCreateNewView={false}
      sortOptions={sortOptions}
      sortSelected={[narrowing.sort]}
      onSort={([sort]) => onChange({ ...narrowing, sort: sort as Sort })}
      queryValue={narrowing.search}
      queryPlaceholder={words.search}
      onQueryChange={search}
      onQueryClear={() => search("")}
      cancelAction={{ onAction: () => search("") }}
      filters={[]}
      appliedFilters={[]}
      onClearAll={() => search("")}
      hideFilters
      mode={mode}
      setMode={setMode}
    />
  );
}
