import { Filters, InlineStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import { reasons } from "#core/activity/reasons.ts";
import { logStatuses } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { daysFilter } from "../page/DaysFilter.tsx";
import { choiceFilter } from "../page/ChoiceFilter.tsx";
import { useTyped } from "../browser/use-typed.ts";
import type { ActivityQuery } from "./address.ts";

const words = text.activity;
const reasonChoices = Object.entries(reasons).map(([value, { label }]) => ({ value, label }));
const statusChoices = logStatuses.map((value) => ({ value, label: words.statuses[value] }));

interface ActivityFiltersProps {
  query: ActivityQuery;
  automations: readonly { id: string; name: string }[];
  actions: readonly { key: string; label: string }[];
  loading: boolean;
  onChange: (query: ActivityQuery) => void;
  /** Rendered beside the search. */
  children?: ReactNode;
}

/** Search and filters of the log. */
export function ActivityFilters({ query, automations, actions, loading, onChange, children }: ActivityFiltersProps) {
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
          choiceFilter({
            key: "status",
            label: words.status,
            choices: statusChoices,
            chosen: query.status,
            formatLabel: (label) => words.statusIs(label ?? ""),
            onChoose: (status) => narrow({ status }),
          }),
        ]),
    choiceFilter({
      key: "reason",
      label: words.reason,
      choices: reasonChoices,
      chosen: query.reason,
      formatLabel: (label) => words.reasonIs(label ?? formatReason(query.reason ?? "").label),
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
