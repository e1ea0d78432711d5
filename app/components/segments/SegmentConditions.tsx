import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { SuggestedKind } from "#core/automations/fields.ts";
import type { Condition } from "#core/conditions/index.ts";
import type { Problem } from "#core/problem.ts";
import { segmentFields } from "#core/segments/fields.ts";
import { text } from "#text/en.ts";
import { ConditionBuilder } from "../automations/conditions/ConditionBuilder.tsx";
import { usePermission } from "../page/access.tsx";

const words = text.segments;
/** How long after the last change the customers are counted. */
const COUNT_AFTER_MS = 400;

interface SegmentConditionsProps {
  value: Condition | undefined;
  /** The shop's other segments, which conditions can name. */
  others: readonly { id: string; name: string }[];
  /** Paths are relative to the conditions. */
  problems: readonly Problem[];
  currency: string;
  suggestions: Readonly<Record<SuggestedKind, readonly string[]>>;
  onChange: (conditions: Condition | undefined) => void;
}

/** The conditions of a segment, with the number of customers that they hold now. */
export function SegmentConditions({
  value,
  others,
  problems,
  currency,
  suggestions,
  onChange,
}: SegmentConditionsProps) {
  const may = usePermission("customers.manage");
  const whole = problems.find(({ path }) => path === "");
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        {words.conditions}
      </Text>
      {whole && <Banner tone="critical">{whole.message}</Banner>}
      <ConditionBuilder
        value={value}
        offered={segmentFields(others)}
        problems={problems}
        currency={currency}
        suggestions={suggestions}
        onChange={onChange}
      />
      {may && <LiveCount conditions={value} />}
      <Text as="p" tone="subdued">
        {words.leftOut}
      </Text>
    </BlockStack>
  );
}

/** How many customers the conditions hold now, a moment after each change. */
function LiveCount({ conditions }: { conditions: Condition | undefined }) {
  const { submit, state, data } = useFetcher<{ ok: boolean; members?: number; problems?: Problem[] }>();
  useEffect(() => {
    if (!conditions) return undefined;
    const soon = setTimeout(
      () =>
        submit({ conditions } as never, { method: "post", action: "/app/segments/count", encType: "application/json" }),
      COUNT_AFTER_MS,
    );
    return () => clearTimeout(soon);
  }, [conditions, submit]);
  if (!conditions) return null;
  const says =
    state !== "idle" || !data ? words.counting : data.ok ? words.wouldHold(data.members ?? 0) : words.unfinished;
  return (
    <output>
      <Text as="p" fontWeight="semibold">
        {says}
      </Text>
    </output>
  );
}
