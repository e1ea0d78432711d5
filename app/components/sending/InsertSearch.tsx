import "./insert-search.css";
import { BlockStack, Scrollable, Text, TextField } from "@shopify/polaris";
import { useState, type ComponentProps } from "react";
import { useMarkedResult } from "../browser/use-marked-result.ts";
import { ResultList } from "../page/ResultList.tsx";

/** As in insert-search.css. */
const COLUMNS = 7;

interface InsertSearchProps {
  label: string;
  /** Shown without results. */
  none: string;
  /** The results by family for a typed text, best first. */
  find: (typed: string) => ComponentProps<typeof ResultList>["families"];
  /** Called with each change of the typed text. */
  onType?: (typed: string) => void;
  /** Shows the results side by side: they are a character each. */
  isGrid?: boolean;
  onTake: (key: string) => void;
}

/** A search field over a list of what can be inserted into a message, worked by keyboard or mouse. */
export function InsertSearch({ label, none, find, onType, isGrid = false, onTake }: InsertSearchProps) {
  const [typed, setTyped] = useState("");
  const families = find(typed);
  const mark = useMarkedResult(
    families.flatMap(({ results }) => results.map(({ key }) => key)),
    onTake,
    isGrid ? COLUMNS : 1,
  );
  return (
    <BlockStack gap="200">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it handles keys of the field within */}
      <div onKeyDown={mark.onKeyDown}>
        <TextField
          {...mark.combobox}
          label={label}
          labelHidden
          placeholder={label}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            mark.onTyped(next);
            onType?.(next);
          }}
          autoComplete="off"
        />
      </div>
      <Scrollable style={{ height: "15rem" }} focusable>
        {families.length === 0 && (
          <Text as="p" tone="subdued">
            {none}
          </Text>
        )}
        <ResultList
          label={label}
          mark={mark}
          families={families}
          onTake={onTake}
          classes={{ result: "insertable", ...(isGrid && { results: "insertables-grid" }) }}
        />
      </Scrollable>
    </BlockStack>
  );
}
