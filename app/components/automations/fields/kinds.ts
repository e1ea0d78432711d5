import type { ComponentType } from "react";
import type { FormField } from "#core/automations/fields.ts";
import { AutomationInput } from "./AutomationInput.tsx";
import { CatalogInput } from "./CatalogInput.tsx";
import { ChoiceInput } from "./ChoiceInput.tsx";
import { ConditionInput } from "./ConditionInput.tsx";
import { CronInput } from "./CronInput.tsx";
import { DurationInput } from "./DurationInput.tsx";
import type { FieldProps } from "./field.ts";
import { ListInput } from "./ListInput.tsx";
import { MultilineInput } from "./MultilineInput.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { OfferedInput } from "./OfferedInput.tsx";
import { RecordInput } from "./RecordInput.tsx";
import { SegmentInput } from "./SegmentInput.tsx";
import { TemplateInput } from "./TemplateInput.tsx";
import { TextInput } from "./TextInput.tsx";
import { TimeInput } from "./TimeInput.tsx";
import { ToggleInput } from "./ToggleInput.tsx";
import { WeekdaysInput } from "./WeekdaysInput.tsx";
import { ZoneInput } from "./ZoneInput.tsx";

/** The input of each kind of field. Translations are shown by the field that they translate. */
export const kinds: Readonly<Record<Exclude<FormField["kind"], "translations">, ComponentType<FieldProps>>> = {
  text: TextInput,
  multiline: MultilineInput,
  template: TemplateInput,
  number: NumberInput,
  toggle: ToggleInput,
  choice: ChoiceInput,
  duration: DurationInput,
  time: TimeInput,
  weekdays: WeekdaysInput,
  zone: ZoneInput,
  list: ListInput,
  field: OfferedInput,
  segment: SegmentInput,
  automation: AutomationInput,
  cron: CronInput,
  record: RecordInput,
  catalog: CatalogInput,
  condition: ConditionInput,
};
