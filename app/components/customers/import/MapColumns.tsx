import {
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Scrollable,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { contactFields, type ContactColumns } from "#core/customers/contact-import/fields.ts";
import { dateOrders, type DateOrder } from "#core/customers/contact-import/dates.ts";
import { text } from "#text/en.ts";
import { useAction } from "../../browser/use-action.ts";

/** A list, and how it is read. */
export interface ListHead {
  headings: string[];
  samples: string[][];
  columns: ContactColumns;
  country: string | null;
  dateOrder: DateOrder;
  source: string | null;
  words: string | null;
}

const words = text.contacts;
const NONE = "";

interface MapColumnsProps {
  head: ListHead;
  /** The list was checked before. */
  again: boolean;
  onDone: () => void;
}

/** Asks what the columns of a list hold, and has the list checked. */
export function MapColumns({ head, again, onDone }: MapColumnsProps) {
  const [columns, setColumns] = useState<ContactColumns>(head.columns);
  const [country, setCountry] = useState(head.country ?? "");
  const [dateOrder, setDateOrder] = useState<DateOrder>(head.dateOrder);
  const [source, setSource] = useState(head.source ?? "");
  const [proofWords, setProofWords] = useState(head.words ?? "");
  const { act, busy, problemAt } = useAction({ onDone });
  const options = [
    { label: words.noColumn, value: NONE },
    ...head.headings.map((heading, at) => ({ label: words.column(at + 1, heading), value: String(at) })),
  ];
  const check = () =>
    act({
      intent: "check",
      plan: {
        columns,
        country: country.trim().toUpperCase() || null,
        dateOrder,
        source: source.trim() || null,
        words: proofWords.trim() || null,
      },
    });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.mapTitle}
          </Text>
          <Text as="p" tone="subdued">
            {words.mapBody}
          </Text>
        </BlockStack>
        <Samples {...head} />
        <FormLayout>
          {inPairs(contactFields).map((pair) => (
            <FormLayout.Group key={pair[0]}>
              {pair.map((field) => (
                <Select
                  key={field}
                  label={words.fields[field]}
                  options={options}
                  value={columns[field] === undefined ? NONE : String(columns[field])}
                  onChange={(value) =>
                    setColumns(({ [field]: _before, ...others }) =>
                      value === NONE ? others : { ...others, [field]: Number(value) },
                    )
                  }
                  helpText={words.fieldHelp[field as keyof typeof words.fieldHelp]}
                  error={problemAt(`columns.${field}`)}
                />
              ))}
            </FormLayout.Group>
          ))}
          <FormLayout.Group>
            <TextField
              label={words.country}
              value={country}
              onChange={setCountry}
              maxLength={2}
              autoComplete="off"
              helpText={words.countryHelp}
              error={problemAt("country")}
            />
            <Select
              label={words.dateOrder}
              options={dateOrders.map((value) => ({ label: words.dateOrders[value], value }))}
              value={dateOrder}
              onChange={(value) => setDateOrder(value as DateOrder)}
            />
          </FormLayout.Group>
          <TextField
            label={words.source}
            value={source}
            onChange={setSource}
            maxLength={200}
            autoComplete="off"
            helpText={words.sourceHelp}
            error={problemAt("source")}
          />
          <TextField
            label={words.words}
            value={proofWords}
            onChange={setProofWords}
            maxLength={2_000}
            multiline={3}
            autoComplete="off"
            helpText={words.wordsHelp}
            error={problemAt("words")}
          />
        </FormLayout>
        <InlineStack align="end">
          <Button variant="primary" loading={busy} onClick={check}>
            {again ? words.checkAgain : words.check}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const inPairs = <T,>(items: readonly T[]): T[][] =>
  items.flatMap((_item, at) => (at % 2 === 0 ? [items.slice(at, at + 2)] : []));

function Samples({ headings, samples }: Pick<ListHead, "headings" | "samples">) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {words.firstRows}
      </Text>
      <Scrollable horizontal vertical={false} focusable>
        <table style={{ borderCollapse: "collapse", fontSize: "0.75rem", whiteSpace: "nowrap" }}>
          <thead>
            <tr>
              {headings.map((heading, at) => (
                <th key={at} scope="col" style={CELL}>
                  {words.column(at + 1, heading)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.map((cells, row) => (
              <tr key={row}>
                {headings.map((_heading, at) => (
                  <td key={at} style={CELL}>
                    {(cells[at] ?? "").slice(0, 40)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </BlockStack>
  );
}
const CELL = { border: "1px solid var(--p-color-border)", padding: "var(--p-space-100)", textAlign: "left" } as const;
