import { BlockStack, Box, Card, Divider, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import { CheckCircleIcon, ClockIcon, ExitIcon, PauseCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import type { Check } from "#core/activity/explanation.ts";
import { formatAnswer, formatGuard, formatValueName } from "#text/checks.ts";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { AskedTrees } from "./AskedTrees.tsx";
import type { ShownCheck } from "./shown-entry.ts";

const marks: Record<Check["answer"], Pick<IconProps, "source" | "tone">> = {
  pass: { source: CheckCircleIcon, tone: "success" },
  skip: { source: XCircleIcon, tone: "critical" },
  defer: { source: ClockIcon, tone: "caution" },
  exit: { source: ExitIcon, tone: "critical" },
  hold: { source: PauseCircleIcon, tone: "caution" },
};
const words = text.entry;

/**
 * The checks of a decision in order, each with its result, inputs and rule.
 * @param action the key of the decided action
 */
export function Checks({ checks, action }: { checks: readonly ShownCheck[]; action: string }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.checks}
          </Text>
          <Text as="p" tone="subdued">
            {checks.length > 0 ? words.checksBody : words.noChecks}
          </Text>
        </BlockStack>
        <CheckList checks={checks} action={action} />
      </BlockStack>
    </Card>
  );
}

export function CheckList({ checks, action }: { checks: readonly ShownCheck[]; action: string }) {
  return (
    <BlockStack as="ol" gap="300">
      {checks.map((check, position) => (
        // A check may occur several times: a delayed text is checked again.
        <li key={position}>
          <BlockStack gap="300">
            {position > 0 && <Divider />}
            <CheckItem check={check} action={action} />
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  );
}

function CheckItem({ check, action }: { check: ShownCheck; action: string }) {
  const decided = check.answer !== "pass";
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <Box>
        <Icon {...marks[check.answer]} />
      </Box>
      <Box width="100%">
        <BlockStack gap="050">
          <InlineStack align="space-between" gap="200">
            <Text as="span" fontWeight={decided ? "semibold" : "medium"}>
              {formatGuard(check.guard)}
            </Text>
            <Text as="span" tone={decided ? undefined : "subdued"} fontWeight={decided ? "semibold" : "regular"}>
              {formatAnswer(check.answer, action, check.guard)}
            </Text>
          </InlineStack>
          {check.reason && <Text as="p">{formatReason(check.reason).label}</Text>}
          {check.until && <Text as="p">{words.until(check.until.shown)}</Text>}
          {check.asked.length > 0 && <AskedTrees asked={check.asked} />}
          {check.saw.length > 0 && (
            <Text as="p" tone="subdued" breakWord>
              {check.saw.map(({ name, value }) => `${formatValueName(name)}: ${value}`).join(" · ")}
            </Text>
          )}
          {check.rules.map(({ rule, says, source }) => (
            <BlockStack key={rule}>
              {says && decided && <Text as="p">{says}</Text>}
              <Text as="p" tone="subdued" variant="bodySm" breakWord>
                {source ? words.ruleFrom(rule, source) : words.rule(rule)}
              </Text>
            </BlockStack>
          ))}
        </BlockStack>
      </Box>
    </InlineStack>
  );
}
