import { BlockStack, Box, Button, Collapsible, InlineStack, Link, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Time } from "../page/Time.tsx";

export interface ShownHistoryLine {
  id: string;
  at: ShownMoment;
  who: string;
  what: string;
  url: string | null;
  fields: readonly { name: string; before: string | null; after: string | null }[];
  lines: readonly string[];
}

const words = text.history;

/** The audit trail, newest first; each line expands to the changed fields. */
export function HistoryList({ changes }: { changes: readonly ShownHistoryLine[] }) {
  return (
    <Box as="ul" padding="0">
      {changes.map((change) => (
        <Box as="li" key={change.id} padding="400" borderBlockStartWidth="025" borderColor="border">
          <Change change={change} />
        </Box>
      ))}
    </Box>
  );
}

function Change({ change }: { change: ShownHistoryLine }) {
  const { at, who, what, url, fields, lines } = change;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="300" blockAlign="center">
        <BlockStack gap="050">
          <Text as="span" fontWeight="medium" breakWord>
            {url ? (
              <Link monochrome removeUnderline url={url}>
                {what}
              </Link>
            ) : (
              what
            )}
          </Text>
          <Text as="span" tone="subdued">
            {who} · <Time at={at} />
          </Text>
        </BlockStack>
        {fields.length + lines.length > 0 && (
          <Button
            variant="plain"
            disclosure={open ? "up" : "down"}
            ariaExpanded={open}
            ariaControls={id}
            onClick={() => setOpen(!open)}
            accessibilityLabel={words.openNamed(what)}
          >
            {words.open}
          </Button>
        )}
      </InlineStack>
      <Collapsible id={id} open={open}>
        <Box background="bg-surface-secondary" borderRadius="200" padding="300">
          <BlockStack gap="150">
            {fields.map((field) => (
              <Field key={field.name} {...field} />
            ))}
            {lines.map((line, place) => (
              <Text as="p" breakWord key={place}>
                <span style={{ whiteSpace: "pre-wrap" }}>{line}</span>
              </Text>
            ))}
          </BlockStack>
        </Box>
      </Collapsible>
    </BlockStack>
  );
}

function Field({ name, before, after }: ShownHistoryLine["fields"][number]) {
  return (
    <Text as="p" breakWord>
      <Text as="span" tone="subdued">{`${name}: `}</Text>
      {before !== null && <del>{before}</del>}
      {before !== null && " → "}
      <ins style={{ textDecoration: "none" }}>{after ?? words.nothing}</ins>
    </Text>
  );
}
