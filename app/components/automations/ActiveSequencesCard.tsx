import { BlockStack, Box, Card, IndexTable, Text, useBreakpoints } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Paging } from "../page/Paging.tsx";
import { ActiveSequenceLine, type ActiveSequenceItem } from "./ActiveSequenceLine.tsx";

interface ActiveSequencesCardProps {
  inside: { rows: readonly ActiveSequenceItem[]; total: number; newer: string | null; older: string | null };
  /** The live version; a line on another version shows its number. */
  current: number | null;
  /** The page's address with the list at another cursor. */
  at: (place: { newer: string } | { older: string }) => string;
}

const words = text.automation;

/** The customers in the automation, with the actions on each sequence. */
export function ActiveSequencesCard({ inside: { rows, total, newer, older }, current, at }: ActiveSequencesCardProps) {
  const { smDown } = useBreakpoints();
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.inside}
          </Text>
          <Text as="p" tone="subdued">
            {total === 0 ? words.insideEmpty : words.insideCount(total)}
          </Text>
        </BlockStack>
      </Box>
      {rows.length > 0 && (
        <IndexTable
          resourceName={words.insideResource}
          itemCount={rows.length}
          selectable={false}
          condensed={smDown}
          headings={[
            { title: words.insideCustomer },
            { title: words.insideStep },
            { title: words.insideDue },
            { title: words.insideActions, hidden: true },
          ]}
        >
          {rows.map((person, position) => (
            <IndexTable.Row id={person.id} key={person.id} position={position}>
              <ActiveSequenceLine person={person} compact={smDown} current={current} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      )}
      <Paging newer={newer && at({ newer })} older={older && at({ older })} />
    </Card>
  );
}
