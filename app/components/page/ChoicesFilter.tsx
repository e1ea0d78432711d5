import { BlockStack, ChoiceList, Text, TextField, type FiltersProps } from "@shopify/polaris";
import { useState } from "react";

interface SeveralOfProps {
  title: string;
  choices: readonly { value: string; label: string }[];
  chosen: readonly string[];
  /** Label of the search, and what it says without a match; without it, there is no search. */
  search?: { label: string; none: string } | undefined;
  onChoose: (values: string[]) => void;
}

function SeveralOf({ title, choices, chosen, search, onChoose }: SeveralOfProps) {
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = choices.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const hidden = chosen.filter((value) => found.every((choice) => choice.value !== value));
  return (
    <BlockStack gap="200">
      {search && <TextField label={search.label} value={typed} onChange={setTyped} autoComplete="off" maxLength={60} />}
      {search && found.length === 0 && <Text as="p">{search.none}</Text>}
      <ChoiceList
        title={title}
        titleHidden
        allowMultiple
        choices={[...found]}
        selected={[...chosen]}
        onChange={(values) => onChoose([...hidden, ...values.filter((value) => !hidden.includes(value))])}
      />
    </BlockStack>
  );
}

interface ChoicesFilterOptions<T extends string> {
  key: string;
  label: string;
  choices: readonly { value: T; label: string; count?: string | undefined }[];
  chosen: readonly T[] | undefined;
  search?: SeveralOfProps["search"];
  /** The label of a choice with its count. */
  formatChoice: (label: string, count: string) => string;
  /** The label of the applied filter. */
  formatLabel: (labels: string) => string;
  onChoose: (values: T[] | undefined) => void;
}

type Part = { filter: FiltersProps["filters"][number]; applied: NonNullable<FiltersProps["appliedFilters"]> };

/** A Polaris filter with several choices. */
export function choicesFilter<T extends string>({
  key,
  label,
  choices,
  chosen = [],
  search,
  formatChoice,
  formatLabel,
  onChoose,
}: ChoicesFilterOptions<T>): Part {
  const labelOf = (value: T) => choices.find((choice) => choice.value === value)?.label ?? value;
  const choose = (values: string[]) => onChoose(values.length > 0 ? (values as T[]) : undefined);
  const shown = choices.map(({ value, label: name, count }) => ({
    value,
    label: count === undefined ? name : formatChoice(name, count),
  }));
  return {
    filter: {
      key,
      label,
      pinned: true,
      filter: <SeveralOf title={label} choices={shown} chosen={chosen} search={search} onChoose={choose} />,
    },
    applied:
      chosen.length > 0
        ? [{ key, label: formatLabel(chosen.map(labelOf).join(", ")), onRemove: () => onChoose(undefined) }]
        : [],
  };
}
