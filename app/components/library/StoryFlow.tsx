import { BlockStack, Box, Card, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import { MergeIcon, ChatIcon, ClockIcon, DiscountIcon, EmailIcon, PlayCircleIcon, StopCircleIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import { TextBubble } from "../shell/TextBubble.tsx";

interface StoryStep {
  id: string;
  type: string;
  tells: string;
  depth: number;
  arm: string | null;
  text: { body: string; segments: number; credits: number } | null;
}

interface StoryFlowProps {
  story: { starts: string; onlyIf: string | null; steps: readonly StoryStep[]; exits: readonly string[] };
}

const words = text.library;
const icons: Readonly<Record<string, IconProps["source"]>> = {
  send_sms: ChatIcon,
  send_email: EmailIcon,
  wait: ClockIcon,
  wait_for_event: ClockIcon,
  branch: MergeIcon,
  split: MergeIcon,
  create_discount: DiscountIcon,
};

/** A ready-made automation read from top to bottom: what starts it, each step with its text as the customer reads it, what ends it early. */
export function StoryFlow({ story: { starts, onlyIf, steps, exits } }: StoryFlowProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.flow}
          </Text>
          <Text as="p" tone="subdued">
            {words.flowHelp}
          </Text>
        </BlockStack>
        <BlockStack as="ol" gap="400">
          <Line icon={PlayCircleIcon} title={words.starts}>
            <Text as="p">{starts}</Text>
            {onlyIf && <Text as="p" tone="subdued">{`${words.onlyIf}: ${onlyIf}`}</Text>}
          </Line>
          {steps.map((step) => (
            <Line key={step.id} icon={icons[step.type] ?? PlayCircleIcon} depth={step.depth} title={step.arm ?? undefined}>
              {step.text ? <CustomersText {...step.text} /> : <Text as="p">{step.tells}</Text>}
            </Line>
          ))}
          <Line icon={StopCircleIcon} title={words.ends}>
            {exits.length > 0 ? exits.map((exit) => <Text as="p" key={exit}>{exit}</Text>) : <Text as="p">{words.endsNever}</Text>}
          </Line>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

interface LineProps {
  icon: IconProps["source"];
  title?: string | undefined;
  depth?: number;
  children: ReactNode;
}

/** How far a step stands in for each way that it lies on. */
const INDENT_REM = 1.5;

function Line({ icon, title, depth = 0, children }: LineProps) {
  return (
    <li style={{ listStyle: "none", marginInlineStart: `${depth * INDENT_REM}rem` }}>
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Box>
          <Icon source={icon} tone="subdued" />
        </Box>
        <BlockStack gap="100">
          {title && (
            <Text as="span" tone="subdued">
              {title}
            </Text>
          )}
          {children}
        </BlockStack>
      </InlineStack>
    </li>
  );
}

function CustomersText({ body, segments, credits }: { body: string; segments: number; credits: number }) {
  return (
    <BlockStack gap="100">
      <TextBubble>{body}</TextBubble>
      <Text as="p" tone="subdued" variant="bodySm">
        {words.size(segments, credits)}
      </Text>
    </BlockStack>
  );
}
