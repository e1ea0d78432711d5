import { BlockStack, Box, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import {
  ChatIcon,
  ClockIcon,
  EmailIcon,
  ExitIcon,
  PersonIcon,
  PlayCircleIcon,
  MergeIcon,
} from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import type { FlowStep } from "#text/flow.ts";

interface FlowTreeProps {
  steps: readonly FlowStep[];
  /** Renders a step. */
  children: (step: FlowStep) => ReactNode;
  /** Whether a branch is dimmed, because the test walk does not take it. */
  isDim?: (stepId: string, armId: string) => boolean;
}

const icons: Readonly<Record<string, IconProps["source"]>> = {
  send_sms: ChatIcon,
  send_email: EmailIcon,
  wait: ClockIcon,
  wait_for_event: ClockIcon,
  branch: MergeIcon,
  split: MergeIcon,
  exit: ExitIcon,
  update_field: PersonIcon,
};

/** A flow as a tree; the branches of a step are nested below it. */
export function FlowTree({ steps, children, isDim }: FlowTreeProps) {
  return (
    <BlockStack as="ol" gap="400">
      {steps.map((step) => (
        <Box as="li" key={step.id}>
          <BlockStack gap="300">
            <InlineStack gap="300" wrap={false} blockAlign="start">
              <Box>
                <Icon source={icons[step.type] ?? PlayCircleIcon} tone="subdued" />
              </Box>
              <Box width="100%" minWidth="0">
                {children(step)}
              </Box>
            </InlineStack>
            {step.arms.map((arm) => (
              <Box
                key={arm.id}
                paddingInlineStart={{ xs: "200", sm: "400" }}
                borderInlineStartWidth="050"
                borderColor={isDim?.(step.id, arm.id) ? "border-secondary" : "border-emphasis"}
              >
                <BlockStack gap="300">
                  <Text as="p" fontWeight="semibold" tone={isDim?.(step.id, arm.id) ? "subdued" : undefined} breakWord>
                    {arm.name}
                    {arm.name !== arm.tells && (
                      <Text as="span" tone="subdued" fontWeight="regular">
                        {` · ${arm.tells}`}
                      </Text>
                    )}
                  </Text>
                  {arm.steps.length > 0 ? (
                    <FlowTree steps={arm.steps} {...(isDim && { isDim })}>
                      {children}
                    </FlowTree>
                  ) : (
                    <Text as="p" tone="subdued">
                      {text.automation.emptyWay}
                    </Text>
                  )}
                </BlockStack>
              </Box>
            ))}
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}
