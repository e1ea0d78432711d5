import { BlockStack, Box, Card, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import { ChatIcon, ClockIcon, PlayCircleIcon, StopCircleIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import { TextBubble } from "../shell/TextBubble.tsx";

interface StepsCardProps {
  outline: {
    kind: "marketing" | "transactional" | "opt_in";
    starts: string;
    steps: readonly { id: string; type: string; tells: string }[];
    exits: readonly string[];
  };
  /** Texts as a customer would read them, by step. */
  examples: Readonly<Record<string, string>>;
}

const words = text.automation;
const icons: Readonly<Record<string, IconProps["source"]>> = { send_sms: ChatIcon, wait: ClockIcon };

/** An automation read from top to bottom: what starts it, each step, what ends it early. */
export function StepsCard({ outline, examples }: StepsCardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.steps}
          </Text>
          <Text as="p" tone="subdued">
            {words.kind[outline.kind]}
          </Text>
        </BlockStack>
        <BlockStack as="ol" gap="300">
          <Line icon={PlayCircleIcon} title={words.starts}>
            <Text as="p">{outline.starts}</Text>
          </Line>
          {outline.steps.map((step) => (
            <Line key={step.id} icon={icons[step.type] ?? PlayCircleIcon}>
              <StepText tells={step.tells} example={examples[step.id]} />
            </Line>
          ))}
          <Line icon={StopCircleIcon} title={words.ends}>
            <Text as="p">{outline.exits.length > 0 ? outline.exits.join("; ") : words.endsNever}</Text>
          </Line>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function Line({ icon, title, children }: { icon: IconProps["source"]; title?: string; children: ReactNode }) {
  return (
    <Box as="li">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Box>
          <Icon source={icon} tone="subdued" />
        </Box>
        <BlockStack gap="050">
          {title && (
            <Text as="span" tone="subdued">
              {title}
            </Text>
          )}
          {children}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}

function StepText({ tells, example }: { tells: string; example: string | undefined }) {
  if (!example) return <Text as="p">{tells}</Text>;
  return (
    <BlockStack gap="100">
      <TextBubble>{example}</TextBubble>
      <Text as="p" tone="subdued" variant="bodySm">
        {words.example}
      </Text>
    </BlockStack>
  );
}
