import { BlockStack, Combobox, InlineStack, Listbox, Tag } from "@shopify/polaris";
import { useState } from "react";
import type { CatalogItem } from "#core/automations/fields.ts";
import { isRecord } from "#core/plain-data.ts";
import { useTyped } from "#components/browser/use-typed.ts";
import { useCatalogSearch } from "#components/browser/use-catalog-search.ts";
import { text } from "#text/en.ts";
import { labelled, type FieldProps } from "./field.ts";

const words = text.editor.fields;

/** Chooses products or collections of the store by typing a part of their title. */
export function CatalogInput(props: FieldProps) {
  const { field, value, onChange } = props;
  const resource = field.resource ?? "product";
  const chosen = itemsIn(value);
  const catalog = useCatalogSearch(resource);
  const search = useTyped("", catalog.search);
  const [isSearching, setSearching] = useState(false);
  const write = (items: readonly CatalogItem[]) => onChange(items.length > 0 ? items : undefined);
  const take = (id: string) => {
    const item = catalog.foundBy(search.typed)?.find((one) => one.id === id);
    if (!item) return;
    setSearching(false);
    search.type("");
    if (!chosen.some((one) => one.id === id)) write([...chosen, { id, title: item.title }]);
  };
  const found = catalog.foundBy(search.typed);
  return (
    <BlockStack gap="200">
      <Combobox
        activator={
          <Combobox.TextField
            {...labelled(props)}
            placeholder={words.catalog[resource].search}
            value={search.typed}
            onChange={(typed) => {
              setSearching(true);
              search.type(typed);
            }}
            autoComplete="off"
          />
        }
      >
        {isSearching && found !== undefined ? (
          <Listbox onSelect={take}>
            {(found ?? []).map(({ id, title }) => (
              <Listbox.Option key={id} value={id} selected={chosen.some((one) => one.id === id)}>
                {title}
              </Listbox.Option>
            ))}
            {!found?.length && (
              <Listbox.Option value="" disabled>
                {found ? words.catalog[resource].none : words.catalog.away}
              </Listbox.Option>
            )}
          </Listbox>
        ) : null}
      </Combobox>
      {chosen.length > 0 && (
        <InlineStack gap="200" align="start">
          {chosen.map(({ id, title }) => (
            <Tag
              key={id}
              accessibilityLabel={words.removeNamed(title)}
              onRemove={() => write(chosen.filter((one) => one.id !== id))}
            >
              {title}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** The items of a value that may be of any shape. */
const itemsIn = (value: unknown): CatalogItem[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown) => {
        const { id, title } = isRecord(one) ? one : {};
        return typeof id === "string" ? [{ id, title: typeof title === "string" ? title : id }] : [];
      })
    : [];
