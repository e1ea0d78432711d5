import { ChoiceList, type FiltersProps } from "@shopify/polaris";

interface OneOfProps {
  title: string;
  choices: { value: string; label: string }[];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

const OneOf = ({ title, choices, chosen, onChoose }: OneOfProps) => (
  <ChoiceList
    title={title}
    titleHidden
    choices={choices}
    selected={chosen ? [chosen] : []}
    onChange={([value]) => onChoose(value)}
  />
);

interface ChoiceFilterOptions<T extends string> {
  key: string;
  label: string;
  choices: readonly { value: T; label: string }[];
  chosen: T | undefined;
  /** The label of the applied filter; null for a value that no longer exists. */
  formatLabel: (label: string | null) => string;
  onChoose: (value: T | undefined) => void;
}

type Part = { filter: FiltersProps["filters"][number]; applied: NonNullable<FiltersProps["appliedFilters"]> };

/** A Polaris filter with one choice of several. */
export function choiceFilter<T extends string>({
  key,
  label,
  choices,
  chosen,
  formatLabel,
  onChoose,
}: ChoiceFilterOptions<T>): Part {
  const choose = (value: string | undefined) => onChoose(choices.find((choice) => choice.value === value)?.value);
  return {
    filter: {
      key,
      label,
      pinned: true,
      filter: <OneOf title={label} choices={[...choices]} chosen={chosen} onChoose={choose} />,
    },
    applied: chosen
      ? [
          {
            key,
            label: formatLabel(choices.find(({ value }) => value === chosen)?.label ?? null),
            onRemove: () => onChoose(undefined),
          },
        ]
      : [],
  };
}
