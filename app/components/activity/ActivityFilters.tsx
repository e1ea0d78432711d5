import { ChoiceList, Filters, Tabs, type FiltersProps } from "@shopify/polaris";
import { reasons } from "#core/reasons.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { sayReason } from "#text/reasons.ts";
import { activityViews } from "#text/views.ts";
import { useTyped } from "../shell/use-typed.ts";
import type { ActivityQuery } from "./address.ts";

const views = [undefined, ...activityViews] as const;
const words = text.activity;
const reasonChoices = Object.entries(reasons).map(([value, { label }]) => ({ value, label }));

interface ActivityFiltersProps {
  query: ActivityQuery;
  automations: readonly { id: string; name: string }[];
  /** How many texts there are whose outcome is not known. */
  unknownTexts: number;
  loading: boolean;
  onChange: (query: ActivityQuery) => void;
}

/** Narrows the log down: a view for each outcome, a search, and filters by reason and automation. */
export function ActivityFilters({ query, automations, unknownTexts, loading, onChange }: ActivityFiltersProps) {
  // A new narrowing starts at the newest rows.
  const narrow = (change: ActivityQuery) => onChange({ ...query, newer: undefined, older: undefined, ...change });
  const search = useTyped(query.search ?? "", (typed) => narrow({ search: typed || undefined }));

  const filters: FiltersProps["filters"] = [
    {
      key: "reason",
      label: words.reason,
      pinned: true,
      filter: <OneOf title={words.reason} choices={reasonChoices} chosen={query.reason} onChoose={(reason) => narrow({ reason })} />,
    },
    {
      key: "automation",
      label: words.automation,
      pinned: true,
      filter: (
        <OneOf
          title={words.automation}
          choices={automations.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={query.automation}
          onChoose={(automation) => narrow({ automation })}
        />
      ),
    },
  ];
  const applied: FiltersProps["appliedFilters"] = [
    ...(query.reason ? [{ key: "reason", label: words.reasonIs(sayReason(query.reason).label), onRemove: () => narrow({ reason: undefined }) }] : []),
    ...(query.automation
      ? [
          {
            key: "automation",
            label: words.automationIs(automations.find(({ id }) => id === query.automation)?.name ?? words.removedAutomation),
            onRemove: () => narrow({ automation: undefined }),
          },
        ]
      : []),
  ];

  return (
    <>
      <Tabs
        tabs={views.map((view) => ({
          id: view ?? "all",
          content: words.views[view ?? "all"],
          ...(view === "unknown" && unknownTexts > 0 && { badge: showNumber(unknownTexts) }),
        }))}
        selected={views.indexOf(query.view)}
        onSelect={(index) => narrow({ view: views[index] })}
      />
      <Filters
        queryValue={search.typed}
        queryPlaceholder={words.search}
        onQueryChange={search.type}
        onQueryClear={() => search.type("")}
        filters={filters}
        appliedFilters={applied}
        onClearAll={() => onChange({ view: query.view })}
        loading={loading}
      />
    </>
  );
}

interface OneOfProps {
  title: string;
  choices: { value: string; label: string }[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

const OneOf = ({ title, choices, chosen, onChoose }: OneOfProps) => (
  <ChoiceList title={title} titleHidden choices={choices} selected={chosen ? [chosen] : []} onChange={([value]) => onChoose(value)} />
);
