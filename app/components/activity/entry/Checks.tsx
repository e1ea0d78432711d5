import {
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  Divider,
  Icon,
  InlineStack,
  Text,
  type IconProps,
} from "@shopify/polaris";
import { CheckCircleIcon, ClockIcon, ExitIcon, PauseCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import { useId, useState } from "react";
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
 * The checks of a decision: first those that decided, the last one on top, then those that passed, folded.
 * @param action the key of the decided action
 */
export function Checks({ checks, action }: { checks: readonly ShownCheck[]; action: string }) {
  const deciding = checks.filter(({ answer }) => answer !== "pass").toReversed();
  const passed = checks.filter(({ answer }) => answer === "pass");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.checks}
        </Text>
        {checks.length === 0 && (
          <Text as="p" tone="subdued">
            {words.noChecks}
          </Text>
        )}
        {deciding.length > 0 && <CheckList checks={deciding} action={action} />}
        <PassedChecks checks={passed} action={action} />
      </BlockStack>
    </Card>
  );
}

function PassedChecks({ checks, action }: { checks: readonly ShownCheck[]; action: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (checks.length === 0) return null;
  return (
    <BlockStack gap="300" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? "up" : "down"}
        ariaExpanded={open}
        ariaControls={id}
        onClick={() => setOpen(!open)}
      >
        {words.checksPassed(checks.length)}
      </Button>
      <Box width="100%">
        <Collapsible id={id} open={open} transition={false}>
          <BlockStack gap="300">
            <Text as="p" tone="subdued">
              {words.checksBody}
            </Text>
            <CheckList checks={checks} action={action} />
          </BlockStack>
        </Collapsible>
      </Box>
    </BlockStack>
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
