import { Select, TextField } from "@shopify/polaris";
import { isRecord, ownValue } from "#core/plain-data.ts";
import { text } from "#text/en.ts";
import { useBuilding } from "../building.ts";
import { FieldPicker } from "../FieldPicker.tsx";
import { NumberField } from "./NumberField.tsx";
import { textValueOf, daysSideBySide, problemAt, sideBySide, type ValueProps } from "./value.ts";

const words = text.conditions.value;

interface DateFieldProps {
  label: string;
  labelHidden?: boolean;
  value: unknown;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A date field; definitions may hold a date with time, which a text field shows. */
function DateField({ value, ...rest }: DateFieldProps) {
  const written = textValueOf(value);
  const isDay = written === "" || /^\d{4}-\d{2}-\d{2}$/.test(written);
  return <TextField {...rest} type={isDay ? "date" : "text"} value={written} autoComplete="off" />;
}

export const DateValue = ({ value, problems, onChange }: ValueProps) => (
  <DateField label={words.date} labelHidden value={value} onChange={onChange} error={problemAt(problems, "")} />
);

export const DateRangeValue = ({ value, problems, onChange }: ValueProps) => (
  <div style={daysSideBySide}>
    <DateField
      label={words.from}
      value={ownValue(value, "from")}
      onChange={(from) => onChange({ ...Object(value), from })}
      error={problemAt(problems, "from")}
    />
    <DateField
      label={words.to}
      value={ownValue(value, "to")}
      onChange={(to) => onChange({ ...Object(value), to })}
      error={problemAt(problems, "to")}
    />
  </div>
);

const units = (["minutes", "hours", "days"] as const).map((value) => ({ value, label: words.units[value] }));

export const DurationValue = ({ value, problems, onChange }: ValueProps) => (
  <div style={sideBySide}>
    <NumberField
      label={words.length}
      labelHidden
      value={ownValue(value, "amount")}
      onChange={(amount) => onChange({ ...Object(value), amount })}
      error={problemAt(problems, "amount")}
    />
    <Select
      label={words.unit}
      labelHidden
      options={units}
      value={textValueOf(ownValue(value, "unit"))}
      onChange={(unit) => onChange({ ...Object(value), unit })}
      error={problemAt(problems, "unit")}
    />
  </div>
);

/** A number of days from another date. */
export function FieldAndDaysValue({ value, field, problems, onChange }: ValueProps) {
  const { offered } = useBuilding();
  const others = offered.filter(({ type, path }) => type === "date" && path !== field.path);
  return (
    <div style={sideBySide}>
      <NumberField
        label={words.days}
        labelHidden
        suffix={words.units.days}
        value={ownValue(value, "days")}
        onChange={(days) => onChange({ ...Object(value), days })}
        error={problemAt(problems, "days")}
      />
      <FieldPicker
        label={words.otherDate}
        value={textValueOf(ownValue(value, "field"))}
        offered={others}
        onChange={(path) => onChange({ ...Object(value), field: path })}
        error={problemAt(problems, "field")}
      />
    </div>
  );
}

const two = (number: number): string => String(number).padStart(2, "0");
const months = words.months.map((label, at) => ({ value: two(at + 1), label }));
/** The longest length of each month. */
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of every year: today's, or a fixed one. */
export function MonthDayValue({ value, problems, onChange }: ValueProps) {
  const written = isRecord(value) ? "" : textValueOf(value);
  const [month = "01", day = "01"] = written.split("-");
  const fixed = written !== "today";
  const longest = lengths[Number(month) - 1] ?? 31;
  const days = Array.from({ length: longest }, (_, at) => ({ value: two(at + 1), label: String(at + 1) }));
  const write = (nextMonth: string, nextDay: string) =>
    onChange(`${nextMonth}-${two(Math.min(Number(nextDay), lengths[Number(nextMonth) - 1] ?? 31))}`);
  return (
    <div style={sideBySide}>
      <Select
        label={words.eachYear}
        labelHidden
        value={fixed ? "fixed" : "today"}
        options={[
          { value: "today", label: words.today },
          { value: "fixed", label: words.fixedDay },
        ]}
        onChange={(next) => onChange(next === "today" ? "today" : "01-01")}
        error={problemAt(problems, "")}
      />
      {fixed && (
        <Select label={words.month} labelHidden value={month} options={months} onChange={(next) => write(next, day)} />
      )}
      {fixed && (
        <Select label={words.day} labelHidden value={day} options={days} onChange={(next) => write(month, next)} />
      )}
    </div>
  );
}
