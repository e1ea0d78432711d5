import { BlockStack, ChoiceList, List, Text } from "@shopify/polaris";
import { migrationChoices, type MigrationChoice, type MigrationCounts } from "#core/automations/migrate-sequences.ts";
import { text } from "#text/en.ts";

interface InsideQuestionProps {
  inside: Record<MigrationChoice, MigrationCounts>;
  waiting: readonly { step: string | null; sequences: number; goesOn: boolean }[];
  chosen: MigrationChoice;
  onChoose: (choice: MigrationChoice) => void;
}

/** The list names this many steps and counts the others. */
const STEPS_NAMED = 5;
const words = text.publish;

/** The customers in the automation, and the choice to let them finish, move or cancel, with the effect of each. */
export function InsideQuestion({ inside, waiting, chosen, onChoose }: InsideQuestionProps) {
  return (
    <BlockStack gap="300">
      <BlockStack gap="150">
        <Text as="h3" variant="headingSm">
          {words.insideTitle(inside.finish.total)}
        </Text>
        <Where waiting={waiting} />
      </BlockStack>
      <ChoiceList
        title={words.insideTitle(inside.finish.total)}
        titleHidden
        choices={migrationChoices.map((choice) => ({
          value: choice,
          label: words.inside[choice],
          helpText: <Meaning choice={choice} counts={inside[choice]} />,
        }))}
        selected={[chosen]}
        onChange={([value]) => onChoose(migrationChoices.find((choice) => choice === value) ?? chosen)}
      />
    </BlockStack>
  );
}

function Meaning({ choice, counts }: { choice: MigrationChoice; counts: MigrationCounts }) {
  const effects = {
    finish: () => [words.insideFinish],
    cancel: () => [words.insideCancel(counts.cancelled)],
    move: () => [
      counts.moved > 0 ? words.moved(counts.moved) : words.nobodyMoves,
      ...(counts.retimed > 0 ? [words.retimed(counts.retimed)] : []),
      ...Object.entries(counts.stayed).flatMap(([why, count]) =>
        count > 0 ? [words.stayed[why as keyof MigrationCounts["stayed"]](count)] : [],
      ),
    ],
  }[choice]();
  return effects.map((sentence) => (
    <Text as="span" key={sentence} tone="subdued">
      {`${sentence} `}
    </Text>
  ));
}

function Where({ waiting }: Pick<InsideQuestionProps, "waiting">) {
  const [named, others] = [waiting.slice(0, STEPS_NAMED), waiting.slice(STEPS_NAMED)];
  return (
    <List>
      {named.map(({ step, sequences, goesOn }) => (
        <List.Item key={step ?? ""}>
          {step ? words.waitingAt(sequences, step) : words.waitingBetween(sequences)}
          {!goesOn && (
            <Text as="span" tone="caution">
              {`, ${words.waitingGone}`}
            </Text>
          )}
        </List.Item>
      ))}
      {others.length > 0 && <List.Item>{words.moreSteps(others.length)}</List.Item>}
    </List>
  );
}
