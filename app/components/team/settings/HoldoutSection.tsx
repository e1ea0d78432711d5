import { BlockStack, Card, Text } from "@shopify/polaris";
import type { GroupComparison } from "#core/analytics/group-figures.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { NumberInput } from "./NumberInput.tsx";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.holdouts.shop;

export interface ShownHoldout extends GroupComparison {
  percent: number;
  startedAt: ShownMoment;
  endedAt: ShownMoment | null;
  treated: number;
  heldOut: number;
  currency: string;
}

/** How many customers get no marketing, and what the others' messages caused. */
export const HoldoutSection = ({
  draft,
  change,
  problemAt,
  readOnly,
  reports,
}: SectionProps & { reports: readonly ShownHoldout[] }) => (
  <>
    <Section id="holdout" title={words.title} body={words.body}>
      <NumberInput
        label={words.percent}
        help={words.percentHelp}
        suffix={words.suffix}
        value={draft.holdoutPercent}
        onChange={(percent) => change("holdoutPercent", percent)}
        error={problemAt("holdoutPercent")}
        disabled={readOnly}
      />
    </Section>
    <HoldoutReport reports={reports} />
  </>
);

/** What the shop's marketing caused: now, and with earlier percentages. */
function HoldoutReport({ reports: [newest, ...earlier] }: { reports: readonly ShownHoldout[] }) {
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.reportTitle}
        </Text>
        {newest ? (
          <>
            <Period {...newest} />
            <Text as="p" tone="subdued">
              {words.method}
            </Text>
          </>
        ) : (
          <Text as="p" tone="subdued">
            {words.none}
          </Text>
        )}
        {earlier.length > 0 && (
          <BlockStack gap="300">
            <Text as="h3" variant="headingSm">
              {words.earlier}
            </Text>
            {earlier.map((period) => (
              <Period key={period.startedAt.exact} {...period} />
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Period(period: ShownHoldout) {
  const { percent, startedAt, endedAt, treated, heldOut, currency } = period;
  const people = treated + heldOut;
  return (
    <BlockStack gap="100">
      {people > 0 &&
        words.caused(period, { currency, isOver: endedAt !== null }).map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
      <Text as="p" tone="subdued">
        {endedAt ? words.ended(percent, startedAt.shown, endedAt.shown) : words.running(percent, startedAt.shown)}{" "}
        {people > 0 ? words.groups(treated, heldOut) : words.nobody}
      </Text>
    </BlockStack>
  );
}
