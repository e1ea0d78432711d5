import { BlockStack, Card, Text } from "@shopify/polaris";
import { Fact, Facts } from "#components/page/Facts.tsx";
import type { SplitComparison } from "#core/analytics/split-test.ts";
import { text } from "#text/en.ts";
import { showMoney } from "#text/money.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";

const words = text.holdouts.split;
const { percent } = text.holdouts;

interface ShownSplit extends SplitComparison {
  stepId: string;
  name: string | null;
  since: ShownMoment;
  currency: string;
  isOver: boolean;
  goesOn: boolean;
}

/** What the branches of each split of an automation brought. */
export const SplitTestsCard = ({ tests }: { tests: readonly ShownSplit[] }) => (
  <Card roundedAbove="sm">
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">
        {words.card}
      </Text>
      {tests.map((test) => (
        <SplitTest key={test.stepId} {...test} />
      ))}
    </BlockStack>
  </Card>
);

function SplitTest({ name, since, arms, holdout, wordings, currency, isOver, goesOn }: ShownSplit) {
  const people = arms.reduce((sum, arm) => sum + arm.people, 0);
  const nameOf = ([id]: readonly string[]) => arms.find((arm) => arm.id === id)?.name ?? "";
  const said = [
    ...(holdout ? words.caused(holdout, { currency, isOver }) : []),
    ...wordings.map((comparison) =>
      words.against(nameOf(comparison.arms), nameOf(comparison.control), comparison, currency),
    ),
  ];
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {words.title(name)}
      </Text>
      {people === 0 ? (
        <Text as="p" tone="subdued">
          {words.nobody}
        </Text>
      ) : (
        <>
          <BlockStack gap="100">
            {said.map((sentence) => (
              <Text key={sentence} as="p">
                {sentence}
              </Text>
            ))}
          </BlockStack>
          {arms.map((arm) => (
            <BlockStack key={arm.id} gap="100">
              <Text as="h4" variant="bodyMd" fontWeight="semibold">
                {arm.isHoldout ? `${arm.name} (${words.holdout})` : arm.name}
              </Text>
              <Facts>
                <Fact name={words.people}>{`${showNumber(arm.people)} (${words.planned(arm.share)})`}</Fact>
                <Fact name={words.bought}>
                  {arm.people === 0 ? "–" : `${showNumber(arm.bought)} (${percent(arm.bought / arm.people)})`}
                </Fact>
                <Fact name={words.perPerson}>
                  {arm.people === 0 ? "–" : showMoney((arm.y / arm.people).toFixed(2), currency)}
                </Fact>
              </Facts>
            </BlockStack>
          ))}
          <Text as="p" tone="subdued">
            {[words.since(since.shown), words.window, ...(holdout && goesOn ? [words.goesOn] : [])].join(" ")}
          </Text>
        </>
      )}
    </BlockStack>
  );
}
