import { ChoiceList } from "@shopify/polaris";
import { weekdays } from "#core/time/local-time.ts";
import { text } from "#text/en.ts";
import { problemOf, type FieldProps } from "./field.ts";

const words = text.editor.fields;

/** Days of the week; an empty list means all. */
export function WeekdaysInput({ field, value, problems, onChange }: FieldProps) {
  const chosen = Array.isArray(value) ? value.filter((day): day is string => typeof day === "string") : [];
  return (
    <ChoiceList
      title={`${field.label} ${chosen.length === 0 ? words.everyDay : ""}`.trim()}
      allowMultiple
      choices={weekdays.map((day) => ({ value: day, label: words.weekdays[day] }))}
      selected={chosen}
      error={problemOf(problems)}
      onChange={(days) => onChange(weekdays.filter((day) => days.includes(day)))}
    />
  );
}
