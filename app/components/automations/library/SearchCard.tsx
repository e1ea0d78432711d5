import { Card, Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { text } from "#text/en.ts";

interface SearchCardProps {
  label: string;
  /** By default the label. */
  placeholder?: string;
  typed: string;
  /** The number of results. */
  found: number;
  onChange: (typed: string) => void;
}

/** A search field with a live count of results. */
export function SearchCard({ label, placeholder = label, typed, found, onChange }: SearchCardProps) {
  return (
    <Card>
      <TextField
        label={label}
        labelHidden
        placeholder={placeholder}
        value={typed}
        onChange={onChange}
        autoComplete="off"
        prefix={<Icon source={SearchIcon} tone="subdued" />}
        clearButton
        onClearButtonClick={() => onChange("")}
        helpText={typed.trim() === "" ? undefined : <span aria-live="polite">{text.library.found(found)}</span>}
      />
    </Card>
  );
}
