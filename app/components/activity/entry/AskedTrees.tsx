import { BlockStack, Box, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckSmallIcon, XSmallIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import type { TraceNode } from "#core/conditions/trace-tree.ts";
import { text } from "#text/en.ts";
import type { ShownQuestion } from "./shown-entry.ts";

const words = text.entry;

/** Evaluated conditions: each with the value that it saw, within its groups. */
export function AskedTrees({ asked }: { asked: readonly TraceNode<ShownQuestion>[] }) {
  return (
    <Box paddingBlock="100">
      <ul style={list}>
        {asked.map((tree, position) => (
          <Branch key={position} asked={tree} />
        ))}
      </ul>
    </Box>
  );
}

function Branch({ asked }: { asked: TraceNode<ShownQuestion> }) {
  if (asked.kind === "question") {
    const { told, saw, note } = asked.question;
    return (
      <Line match={asked.match}>
        <Text as="span" breakWord>
          {told}
        </Text>
        <Text as="span" tone="subdued" breakWord>
          {note ? words.sawWith(saw, note) : words.saw(saw)}
        </Text>
      </Line>
    );
  }
  return (
    <Line match={asked.match}>
      <Text as="span" fontWeight="medium">
        {words.groups[asked.kind][asked.match ? "yes" : "no"]}
      </Text>
      <ul style={list}>
        {asked.parts.map((part, position) => (
          <Branch key={position} asked={part} />
        ))}
      </ul>
    </Line>
  );
}

function Line({ match, children }: { match: boolean; children: ReactNode }) {
  return (
    <li>
      <InlineStack gap="100" wrap={false} blockAlign="start">
        <Box>
          <Icon
            source={match ? CheckSmallIcon : XSmallIcon}
            tone={match ? "success" : "critical"}
            accessibilityLabel={match ? words.holds : words.holdsNot}
          />
        </Box>
        <Box width="100%">
          <BlockStack>{children}</BlockStack>
        </Box>
      </InlineStack>
    </li>
  );
}

const list = { listStyle: "none", margin: 0, padding: 0 } as const;
