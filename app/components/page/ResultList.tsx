/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a list below a search field: native lists cannot hold two-line results */
import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { useMarkedResult } from "../browser/use-marked-result.ts";

interface Result {
  key: string;
  shown: ReactNode;
  /** Its name, where what is shown is none. */
  name?: string;
}

interface ResultListProps {
  label: string;
  /** The keyboard control of the search field above. */
  mark: Pick<ReturnType<typeof useMarkedResult>, "list" | "idOf" | "marked">;
  /** Results by family, in the order of the marks. */
  families: readonly { label: string; results: readonly Result[] }[];
  onTake: (key: string) => void;
  /** Of the list, of the results of one family, and of a result. */
  classes: { list?: string; results?: string; result: string };
}

/** The results of a search field that keeps the keyboard. */
export const ResultList = ({ label, mark, families, onTake, classes }: ResultListProps) => (
  <div id={mark.list} role="listbox" aria-label={label} className={classes.list}>
    {families.map((family) => (
      <div key={family.label} role="group" aria-label={family.label}>
        <span aria-hidden>
          <Text as="span" variant="headingSm">
            {family.label}
          </Text>
        </span>
        <div role="presentation" className={classes.results}>
          {family.results.map(({ key, shown, name }) => (
            <button
              key={key}
              id={mark.idOf(key)}
              type="button"
              role="option"
              aria-selected={key === mark.marked}
              aria-label={name}
              title={name}
              className={classes.result}
              onClick={() => onTake(key)}
            >
              {shown}
            </button>
          ))}
        </div>
      </div>
    ))}
  </div>
);
