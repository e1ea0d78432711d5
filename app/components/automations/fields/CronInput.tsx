import { BlockStack, InlineGrid, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { readRecurrence, writeRecurrence, type Recurrence } from "#core/time/cron-words.ts";
import { weekdays } from "#core/time/local-time.ts";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;
const MORNING = "10:00";
const DEFAULT = "0 10 * * 1";
const MOST_DAYS = 31;

/** A schedule, by day and time or as a cron pattern. */
export function CronInput(props: FieldProps) {
  const pattern = typeof props.value === "string" ? props.value : DEFAULT;
  const read = readRecurrence(pattern);
  const [asPattern, setAsPattern] = useState(read.every === "other");
  const shown: Recurrence = asPattern ? { every: "other", pattern } : read;
  const write = (recurrence: Recurrence) => props.onChange(writeRecurrence(recurrence));
  const choose = (every: string) => {
    setAsPattern(every === "other");
    const at = "at" in read ? read.at : MORNING;
    const wanted = [
      { every: "day", at } as const,
      { every: "week", on: "monday", at } as const,
      { every: "month", day: 1, at } as const,
    ].find((one) => one.every === every);
    if (wanted) write(wanted);
  };
  return (
    <BlockStack gap="200">
      <Select
        {...labelled(props)}
        error={shown.every === "other" ? undefined : labelled(props).error}
        value={shown.every}
        options={Object.entries(words.every).map(([value, label]) => ({ value, label }))}
        onChange={choose}
      />
      {shown.every === "other" && (
        <TextField
          label={words.pattern}
          helpText={words.patternHelp}
          error={labelled(props).error}
          value={pattern}
          onChange={(typed) => props.onChange(typed)}
          autoComplete="off"
        />
      )}
      {shown.every !== "other" && (
        <InlineGrid columns="minmax(0, 1fr) minmax(0, 1fr)" gap="200">
          {shown.every === "week" && (
            <Select
              label={words.onDay}
              value={shown.on}
              options={weekdays.map((day) => ({ value: day, label: words.weekdays[day] }))}
              onChange={(on) => write({ ...shown, on: weekdays.find((day) => day === on) ?? shown.on })}
            />
          )}
          {shown.every === "month" && (
            <Select
              label={words.onDay}
              value={String(shown.day)}
              options={Array.from({ length: MOST_DAYS }, (_, at) => String(at + 1))}
              onChange={(day) => write({ ...shown, day: Number(day) })}
            />
          )}
          <TextField
            label={words.at}
            type="time"
            value={shown.at}
            onChange={(at) => at !== "" && write({ ...shown, at })}
            autoComplete="off"
          />
        </InlineGrid>
      )}
    </BlockStack>
  );
}
