import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Flow } from "#text/flow.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { ShownCheck } from "../activity/entry/shown-entry.ts";
import { FlowTree } from "../automations/FlowTree.tsx";
import { CheckFold } from "./CheckFold.tsx";
import { TestWalkStep, type ShownStepVisit } from "./TestWalkStep.tsx";

interface ShownTestWalk {
  name: string;
  at: ShownMoment;
  entry: { entered: boolean; reason: string | null; checks: readonly ShownCheck[] } | null;
  flow: Flow;
  stations: Readonly<Record<string, ShownStepVisit>>;
  end: string;
  ended: ShownMoment | null;
}

const words = text.trial;

interface TestWalkCardProps {
  walk: ShownTestWalk;
  /** The outcomes that can be chosen, by step id. */
  outcomes: Readonly<Record<string, readonly { value: string; label: string }[]>>;
  chosen: Readonly<Record<string, string>>;
  /** @param outcome empty: by the facts */
  onChoose: (stepId: string, outcome: string) => void;
}

/** The result of a test walk: each step with its time; skipped branches are dimmed. */
export function TestWalkCard({ walk, outcomes, chosen, onChoose }: TestWalkCardProps) {
  const { name, at, entry, flow, stations, end, ended } = walk;
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="150">
          <Text as="h2" variant="headingMd">
            {words.walkOf(name, at.shown)}
          </Text>
          {entry ? (
            <BlockStack gap="150">
              <InlineStack gap="200" blockAlign="center">
                <Badge tone={entry.entered ? "success" : "attention"}>
                  {entry.entered ? words.entered : words.notEntered}
                </Badge>
                <Text as="p">{entry.reason ?? flow.starts}</Text>
              </InlineStack>
              <CheckFold checks={entry.checks} action="enter" />
            </BlockStack>
          ) : (
            <Text as="p">{words.notMeant}</Text>
          )}
        </BlockStack>
        <FlowTree steps={flow.steps} isDim={(stepId, armId) => stations[stepId]?.arm !== armId}>
          {(step) => (
            <TestWalkStep
              step={step}
              station={stations[step.id]}
              outcomes={outcomes[step.id] ?? []}
              chosen={chosen[step.id] ?? ""}
              onChoose={(outcome) => onChoose(step.id, outcome)}
            />
          )}
        </FlowTree>
        {entry?.entered && (
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              {words.walkEnds}
            </Text>
            <Text as="p">{ended ? `${end}, ${ended.shown}` : end}</Text>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
