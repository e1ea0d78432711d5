import { BlockStack, Box, Card, Divider, Icon, InlineStack, Text, type IconProps } from "@shopify/polaris";
import { CheckCircleIcon, ClockIcon, ExitIcon, PauseCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import { Fragment } from "react";
import type { Check } from "#core/explanation.ts";
import { sayAnswer, sayGuard, sayValueName } from "#text/checks.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { sayReason } from "#text/reasons.ts";

export interface CheckLine {
  guard: string;
  answer: Check["answer"];
  reason: string | null;
  saw: readonly { name: string; value: string }[];
  rule: string | null;
  until: Moment | null;
}

const marks: Record<Check["answer"], Pick<IconProps, "source" | "tone">> = {
  pass: { source: CheckCircleIcon, tone: "success" },
  skip: { source: XCircleIcon, tone: "critical" },
  defer: { source: ClockIcon, tone: "caution" },
  exit: { source: ExitIcon, tone: "critical" },
  hold: { source: PauseCircleIcon, tone: "caution" },
};
const words = text.entry;

/**
 * An explanation: each check in order, with its answer, what it saw and the rule it went by.
 * @param action the key of what was decided about
 */
export function Checks({ checks, action }: { checks: readonly CheckLine[]; action: string }) {
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

/** The checks alone, one below another. */
export function CheckList({ checks, action }: { checks: readonly CheckLine[]; action: string }) {
  return (
    <BlockStack as="ol" gap="300">
      {checks.map((check, position) => (
        <Fragment key={check.guard}>
          {position > 0 && <Divider />}
          <CheckItem check={check} action={action} />
        </Fragment>
      ))}
    </BlockStack>
  );
}

function CheckItem({ check, action }: { check: CheckLine; action: string }) {
  const decided = check.answer !== "pass";
  return (
    <Box as="li">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Box>
          <Icon {...marks[check.answer]} />
        </Box>
        <Box width="100%">
          <BlockStack gap="050">
            <InlineStack align="space-between" gap="200">
              <Text as="span" fontWeight={decided ? "semibold" : "medium"}>
                {sayGuard(check.guard)}
              </Text>
              <Text as="span" tone={decided ? undefined : "subdued"} fontWeight={decided ? "semibold" : "regular"}>
                {sayAnswer(check.answer, action)}
              </Text>
            </InlineStack>
            {check.reason && <Text as="p">{sayReason(check.reason).label}</Text>}
            {check.until && <Text as="p">{words.until(check.until.shown)}</Text>}
            {check.saw.length > 0 && (
              <Text as="p" tone="subdued" breakWord>
                {check.saw.map(({ name, value }) => `${sayValueName(name)}: ${value}`).join(" · ")}
              </Text>
            )}
            {check.rule && (
              <Text as="p" tone="subdued" variant="bodySm" breakWord>
                {words.rule(check.rule)}
              </Text>
            )}
          </BlockStack>
        </Box>
      </InlineStack>
    </Box>
  );
}
