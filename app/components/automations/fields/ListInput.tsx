import { ChoiceList } from "@shopify/polaris";
import { asTexts } from "../conditions/values/Chosen.tsx";
import { problemOf, labelled, type FieldProps } from "./field.ts";
import { FreeList } from "./FreeList.tsx";

/** Several values, from options or free. */
export function ListInput(props: FieldProps) {
  const { field, value, problems, around, onChange } = props;
  if (!field.options)
    return (
      <FreeList
        {...labelled(props)}
        values={asTexts(value)}
        suggestions={field.suggests ? around.suggestions[field.suggests] : []}
        onChange={onChange}
      />
    );
  return (
    <ChoiceList
      title={field.label}
      allowMultiple
      choices={[...field.options]}
      selected={asTexts(value)}
      error={problemOf(problems)}
      onChange={(chosen) => onChange(chosen.length === 0 && field.optional ? undefined : chosen)}
    />
  );
}
