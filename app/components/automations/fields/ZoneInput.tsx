import { Select } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

const zones = (): string[] => Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));

/** An IANA time zone. */
export function ZoneInput(props: FieldProps) {
  const value = typeof props.value === "string" ? props.value : "";
  const known = zones();
  const all = value === "" || known.includes(value) ? known : [value, ...known];
  return (
    <Select
      {...labelled(props)}
      value={value}
      options={[
        { value: "", label: text.editor.fields.shopZone },
        ...all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
      ]}
      onChange={(chosen) => props.onChange(chosen === "" ? undefined : chosen)}
    />
  );
}
