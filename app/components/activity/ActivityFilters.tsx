import { Filters, InlineStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import { outcomes } from "#core/activity/outcomes.ts";
import { reasons } from "#core/activity/reasons.ts";
import { text } from "#text/en.ts";
import { daysFilter } from "../page/DaysFilter.tsx";
import { choiceFilter } from "../page/ChoiceFilter.tsx";
import { choicesFilter } from "../page/ChoicesFilter.tsx";
import { useTyped } from "../browser/use-typed.ts";
import type { ActivityQuery } from "./address.ts";
import type { ShownCounts } from "./use-counts.ts";

const words = text.activity;
const reasonChoices = Object.entries(reasons)
  .map(([value, { label }]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
const statusChoices = outcomes.map((value) => ({ value, label: words.statuses[value] }));

interface ActivityFiltersProps {
  query: ActivityQuery;
  automations: readonly { id: string; name: string }[];
  actions: readonly { key: string; label: string }[];
  /** Undefined until they are loaded. */
  counts: ShownCounts | undefined;
  loading: boolean;
  onChange: (query: ActivityQuery) => void;
  /** Rendered beside the search. */
  children?: ReactNode;
}

/** Search and filters of the log. */
export function ActivityFilters({
  query,
  automations,
  actions,
  counts,
  loading,
  onChange,
  children,
}: ActivityFiltersProps) {
  const shown = (count: number | undefined) =>
    counts && count !== undefined ? words.count(count, counts.most) : undefined;
  // A changed filter starts at the newest rows.
  const narrow = (change: ActivityQuery) => onChange({ ...query, newer: undefined, older: undefined, ...change });
  const search = useTyped(query.search ?? "", (typed) => narrow({ search: typed || undefined }));
  const parts = [
    choiceFilter({
      key: "automation",
      label: words.automation,
      choices: automations.map(({ id, name }) => ({ value: id, label: name })),
      chosen: query.automation,
      formatLabel: (name) => words.automationIs(name ?? words.removedAutomation),
      onChoose: (automation) => narrow({ automation }),
    }),
    // A view already implies the status.
    ...(query.view
      ? []
      : [
          choicesFilter({
            key: "status",
            label: words.status,
            choices: statusChoices.map((choice) => ({ ...choice, count: shown(counts?.statuses[choice.value]) })),
            chosen: query.status,
            formatChoice: words.counted,
            formatLabel: words.statusIs,
            onChoose: (status) => narrow({ status }),
          }),
        ]),
    choicesFilter({
      key: "reason",
      label: words.reason,
      choices: reasonChoices.map((choice) => ({
        ...choice,
        count: shown(counts && (counts.reasons[choice.value] ?? 0)),
      })),
      chosen: query.reason,
      search: { label: words.findReason, none: words.noReason },
      formatChoice: words.counted,
      formatLabel: words.reasonIs,
      onChoose: (reason) => narrow({ reason }),
    }),
    choiceFilter({
      key: "action",
      label: words.action,
      choices: actions.map(({ key, label }) => ({ value: key, label })),
      chosen: query.action,
      formatLabel: (label) => words.actionIs(label ?? query.action ?? ""),
      onChoose: (action) => narrow({ action }),
    }),
    daysFilter({ days: query, onChoose: narrow }),
  ];
  return (
    <Filters
      queryValue={search.typed}
      queryPlaceholder={words.search}
      onQueryChange={search.type}
      onQueryClear={() => search.type("")}
      filters={parts.map(({ filter }) => filter)}
      appliedFilters={parts.flatMap(({ applied }) => applied)}
      onClearAll={() => onChange({ view: query.view, entry: query.entry })}
      loading={loading}
    >
      {children && (
        <InlineStack gap="200" wrap={false}>
          {children}
        </InlineStack>
      )}
    </Filters>
  );
}
