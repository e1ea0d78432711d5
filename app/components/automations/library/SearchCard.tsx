import { Card, Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { text } from "#text/en.ts";

interface SearchCardProps {
  label: string;
  /** What one may look for; the label without it. */
  placeholder?: string;
  typed: string;
  /** How many there are for what is typed. */
  found: number;
  onChange: (typed: string) => void;
}

/** The search above a list that is narrowed down as one types; how much is left is told, aloud too. */
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
