import { useFetcher } from "@remix-run/react";
import { Combobox, Listbox } from "@shopify/polaris";
import { useState } from "react";
import { customersAddress } from "#components/customers/address.ts";
import { text } from "#text/en.ts";
import { useTyped } from "#components/browser/use-typed.ts";

/** A customer, by what they are called. */
export interface PickedCustomer {
  id: string;
  name: string;
}

interface CustomerPickerProps {
  chosen: PickedCustomer | null;
  error: string | undefined;
  onChoose: (customer: PickedCustomer | null) => void;
}

/** What the list of customers answers. */
interface FoundCustomers {
  customers: { rows: { id: string; name: string | null; phone: string | null; email: string | null }[] };
}

const words = text.tasks.form;
const MAX_SHOWN = 8;

/** Chooses a customer by typing a part of a name, a number or an email address. */
export function CustomerPicker({ chosen, error, onChoose }: CustomerPickerProps) {
  const { load, data, state } = useFetcher<FoundCustomers>();
  const [isSearching, setSearching] = useState(false);
  const search = useTyped("", (typed) => {
    if (typed.trim() !== "") load(customersAddress({ search: typed }).replace("?", "?index&"));
  });
  const type = (typed: string) => {
    setSearching(true);
    if (chosen) onChoose(null);
    search.type(typed);
  };
  const found = isSearching && search.typed.trim() !== "" ? (data?.customers.rows.slice(0, MAX_SHOWN) ?? []) : [];
  const nameOf = (row: (typeof found)[number]) => row.name ?? row.phone ?? row.email ?? text.tasks.noName;
  const choose = (id: string) => {
    const row = found.find((one) => one.id === id);
    if (!row) return;
    setSearching(false);
    onChoose({ id, name: nameOf(row) });
  };
  return (
    <Combobox
      activator={
        <Combobox.TextField
          label={words.customer}
          helpText={words.customerHelp}
          autoComplete="off"
          value={chosen?.name ?? search.typed}
          onChange={type}
          error={error}
          clearButton
          onClearButtonClick={() => type("")}
        />
      }
    >
      {isSearching && search.typed.trim() !== "" && state === "idle" && data ? (
        <Listbox onSelect={choose}>
          {found.map((row) => (
            <Listbox.Option key={row.id} value={row.id}>
              {[nameOf(row), row.name ? row.phone : null].filter(Boolean).join(", ")}
            </Listbox.Option>
          ))}
          {found.length === 0 && (
            <Listbox.Option value="" disabled>
              {words.noCustomer}
            </Listbox.Option>
          )}
        </Listbox>
      ) : null}
    </Combobox>
  );
}
