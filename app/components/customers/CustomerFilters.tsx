import { useFetcher } from "@remix-run/react";
import { Filters, Select } from "@shopify/polaris";
import { useEffect } from "react";
import { customerSorts, textStates, type CustomerCounts } from "#core/customers/listing.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { useTyped } from "../browser/use-typed.ts";
import { choiceFilter } from "../page/ChoiceFilter.tsx";
import { customerCountsAddress, type CustomersQuery } from "./address.ts";
import { consentLabels } from "./ConsentBadge.tsx";

const words = text.customers;

interface CustomerFiltersProps {
  query: CustomersQuery;
  loading: boolean;
  onChange: (query: CustomersQuery) => void;
}

/** Search, filters with counts, and order of the list of customers. */
export function CustomerFilters({ query, loading, onChange }: CustomerFiltersProps) {
  const { newer: _newer, older: _older, ...kept } = query;
  const narrow = (change: CustomersQuery) => onChange({ ...kept, ...change });
  const search = useTyped(query.search ?? "", (typed) => narrow({ search: typed || undefined }));
  const counts = useCounts(query);
  const counted = (label: string, count: number | undefined) =>
    count === undefined ? label : words.counted(label, showNumber(count));
  const parts = [
    choiceFilter({
      key: "consent",
      label: words.consent,
      choices: textStates.map((state) => ({
        value: state,
        label: counted(consentLabels[state], counts?.consents.find((one) => one.state === state)?.count),
      })),
      chosen: query.consent,
      formatLabel: () => words.consentIs(query.consent ? consentLabels[query.consent] : ""),
      onChoose: (consent) => narrow({ consent }),
    }),
    choiceFilter({
      key: "tag",
      label: words.tag,
      choices: (counts?.tags ?? []).map(({ tag, count }) => ({ value: tag, label: counted(tag, count) })),
      chosen: query.tag,
      formatLabel: () => words.tagIs(query.tag ?? ""),
      onChoose: (tag) => narrow({ tag }),
    }),
  ];
  return (
    <Filters
      queryValue={search.typed}
      queryPlaceholder={words.search}
      onQueryChange={search.type}
      onQueryClear={() => search.type("")}
      filters={parts.map(({ filter }) => filter)}
      appliedFilters={parts.flatMap(({ applied }) => applied)}
      onClearAll={() => onChange({ sort: query.sort })}
      loading={loading}
    >
      <Select
        label={words.sort}
        labelHidden
        value={query.sort ?? "newest"}
        options={customerSorts.map((value) => ({ value, label: words.sorts[value] }))}
        onChange={(value) => narrow({ sort: customerSorts.find((one) => one === value) })}
      />
    </Filters>
  );
}

/** What each choice would show; loaded after the rows, because it reads every customer. Undefined until then. */
function useCounts(query: CustomersQuery): CustomerCounts | undefined {
  const { load, data } = useFetcher<CustomerCounts>({ key: "customer-counts" });
  const address = customerCountsAddress(query);
  useEffect(() => load(address), [load, address]);
  return data;
}
