import { BlockStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { labelled, written, type FieldProps } from "./field.ts";

const words = text.editor.fields;
const NUMBER = "by number";

/** Chooses a segment of the shop; some fields also take a Shopify segment by its id. */
export function SegmentInput(props: FieldProps) {
  const { field, around, onChange } = props;
  const value = typeof props.value === "string" ? props.value : "";
  // Events about a segment of Shopify name it by Shopify's number.
  const choices = around.segments
    .filter(({ kind }) => !field.onlyStatic || kind === "static")
    .map(({ id, name, shopifyId }) => ({ id: (field.orByNumber && shopifyId) || id, name }));
  const own = choices.find(({ id, name }) => id === value || name === value);
  const [asked, setAsked] = useState(false);
  const byNumber = field.orByNumber === true && (asked || (value !== "" && !own));
  const lost = value !== "" && !own && !byNumber;
  return (
    <BlockStack gap="200">
      <Select
        {...labelled(props)}
        helpText={choices.length === 0 && !field.orByNumber ? words.noSegments : field.help}
        value={byNumber ? NUMBER : (own?.id ?? value)}
        options={[
          { value: "", label: field.optional ? words.any : words.choose },
          ...choices.map(({ id, name }) => ({ value: id, label: name })),
          ...(field.orByNumber ? [{ value: NUMBER, label: words.segmentOfShopify }] : []),
          ...(lost ? [{ value, label: words.gone }] : []),
        ]}
        onChange={(chosen) => {
          setAsked(chosen === NUMBER);
          onChange(written(field, chosen === NUMBER ? "" : chosen));
        }}
      />
      {byNumber && (
        <TextField
          label={words.segmentNumber}
          value={value}
          onChange={(typed) => onChange(written(field, typed))}
          autoComplete="off"
        />
      )}
    </BlockStack>
  );
}
