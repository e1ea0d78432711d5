import { BlockStack, ChoiceList, TextField, type FiltersProps } from "@shopify/polaris";
import { useState } from "react";
import { isDay, spans, type Days } from "#core/activity/days.ts";
import { text } from "#text/en.ts";

const words = text.activity;
const OWN = "own";
const choices = [...spans.map((value) => ({ value, label: words.spans[value] })), { value: OWN, label: words.ownDays }];

interface DaysFilterProps {
  days: Days;
  onChoose: (days: Days) => void;
}

/** A preset range of days, or a custom one. */
function DaysFilter({ days: { when, from, to }, onChoose }: DaysFilterProps) {
  const [own, setOwn] = useState(Boolean(from ?? to));
  const choose = ([value]: string[]) => {
    setOwn(value === OWN);
    const span = spans.find((one) => one === value);
    if (span) onChoose({ when: span, from: undefined, to: undefined });
  };
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={words.date}
        titleHidden
        choices={choices}
        selected={when && !own ? [when] : own ? [OWN] : []}
        onChange={choose}
      />
      {own && (
        <>
          <TextField
            label={words.from}
            type="date"
            autoComplete="off"
            value={from ?? ""}
            max={to}
            onChange={(day) => onChoose({ when: undefined, from: dayIn(day), to })}
          />
          <TextField
            label={words.to}
            type="date"
            autoComplete="off"
            value={to ?? ""}
            min={from}
            onChange={(day) => onChoose({ when: undefined, from, to: dayIn(day) })}
          />
        </>
      )}
    </BlockStack>
  );
}

const dayIn = (typed: string): string | undefined => (isDay(typed) ? typed : undefined);

/** A range of days in words. */
export const formatDays = ({ when, from, to }: Days): string => (when ? words.spans[when] : words.between(from, to));

/** A Polaris filter by days. */
export function daysFilter({ days, onChoose }: DaysFilterProps): {
  filter: FiltersProps["filters"][number];
  applied: NonNullable<FiltersProps["appliedFilters"]>;
} {
  const isSet = Boolean(days.when ?? days.from ?? days.to);
  return {
    filter: { key: "days", label: words.date, pinned: true, filter: <DaysFilter days={days} onChoose={onChoose} /> },
    applied: isSet
      ? [
          {
            key: "days",
            label: words.dateIs(formatDays(days)),
            onRemove: () => onChoose({ when: undefined, from: undefined, to: undefined }),
          },
        ]
      : [],
  };
}
