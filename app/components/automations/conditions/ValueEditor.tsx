import type { ComponentType } from "react";
import type { ControlForm } from "#core/conditions/question.ts";
import { ConditionCountValue, ConditionValue, CountValue } from "./values/counted.tsx";
import { DateRangeValue, DateValue, DurationValue, FieldAndDaysValue, MonthDayValue } from "./values/dates.tsx";
import {
  ChoiceValue,
  DaysValue,
  MoneyRangeValue,
  MoneyValue,
  NoValue,
  NumberRangeValue,
  NumberValue,
  TextValue,
} from "./values/plain.tsx";
import { ChoicesValue, CountriesValue, ListValue } from "./values/several.tsx";
import type { ValueProps } from "./values/value.ts";

/** The editor of each value form; the core maps operators to forms. */
const editors: Record<ControlForm, ComponentType<ValueProps>> = {
  none: NoValue,
  text: TextValue,
  choice: ChoiceValue,
  list: ListValue,
  choices: ChoicesValue,
  number: NumberValue,
  number_range: NumberRangeValue,
  money: MoneyValue,
  money_range: MoneyRangeValue,
  date: DateValue,
  date_range: DateRangeValue,
  days: DaysValue,
  duration: DurationValue,
  field_and_days: FieldAndDaysValue,
  month_day: MonthDayValue,
  countries: CountriesValue,
  count: CountValue,
  condition: ConditionValue,
  condition_count: ConditionCountValue,
};

/** Edits the value of a condition. */
export function ValueEditor({ form, ...props }: ValueProps & { form: ControlForm }) {
  const Editor = editors[form];
  return <Editor {...props} />;
}
