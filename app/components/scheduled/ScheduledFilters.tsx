import { Filters, Tabs } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { choiceFilter } from "../page/ChoiceFilter.tsx";
import { useTyped } from "../browser/use-typed.ts";
import { scheduledViews, type ScheduledQuery } from "./address.ts";

const views = [undefined, ...scheduledViews] as const;
const words = text.scheduled;

interface ScheduledFiltersProps {
  query: ScheduledQuery;
  automations: readonly { id: string; name: string }[];
  loading: boolean;
  onChange: (query: ScheduledQuery) => void;
}

/** Views, search and automation filter of the Scheduled page. */
export function ScheduledFilters({ query, automations, loading, onChange }: ScheduledFiltersProps) {
  const narrow = (change: ScheduledQuery) => onChange({ ...query, newer: undefined, older: undefined, ...change });
  const search = useTyped(query.search ?? "", (typed) => narrow({ search: typed || undefined }));
  const { filter, applied } = choiceFilter({
    key: "automation",
    label: text.activity.automation,
    choices: automations.map(({ id, name }) => ({ value: id, label: name })),
    chosen: query.automation,
    formatLabel: (name) => text.activity.automationIs(name ?? text.activity.removedAutomation),
    onChoose: (automation) => narrow({ automation }),
  });
  return (
    <>
      <Tabs
        tabs={views.map((view) => ({ id: view ?? "all", content: words.views[view ?? "all"] }))}
        selected={views.indexOf(query.view)}
        onSelect={(index) => narrow({ view: views[index] })}
      />
      <Filters
        queryValue={search.typed}
        queryPlaceholder={words.search}
        onQueryChange={search.type}
        onQueryClear={() => search.type("")}
        filters={[filter]}
        appliedFilters={applied}
        onClearAll={() => onChange({ view: query.view })}
        loading={loading}
      />
    </>
  );
}
