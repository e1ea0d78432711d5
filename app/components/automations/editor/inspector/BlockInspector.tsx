import { BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import type { DraftStep } from "#core/automations/edit/draft.ts";
import { stepsOfBlock, type StepBlock } from "#core/automations/edit/place.ts";
import { text } from "#text/en.ts";
import type { StepActions } from "../flow-context.ts";
import { stepTitleOf } from "../step-words.ts";

const { block: words, menu } = text.editor;

interface BlockInspectorProps {
  /** One of the selected steps. */
  step: DraftStep;
  block: StepBlock;
  steps: readonly DraftStep[];
  acts: StepActions;
}

/** What can be done with several selected steps. */
export const BlockInspector = ({ step, block, steps, acts }: BlockInspectorProps) => (
  <BlockStack gap="400">
    <BlockStack gap="100">
      <Text as="h2" variant="headingMd">
        {words.title(block.count)}
      </Text>
      <Text as="p" tone="subdued">
        {words.help}
      </Text>
    </BlockStack>
    <List type="number">
      {stepsOfBlock(steps, block).map((selected) => (
        <List.Item key={selected.id}>{stepTitleOf(selected)}</List.Item>
      ))}
    </List>
    <InlineStack gap="200">
      <Button onClick={() => acts.moveTo(step)}>{menu.to}</Button>
      <Button onClick={() => acts.duplicate(step)}>{menu.duplicate}</Button>
      <Button onClick={() => acts.copy(step)}>{menu.copy}</Button>
      <Button tone="critical" onClick={() => acts.remove(step)}>
        {words.remove(block.count)}
      </Button>
    </InlineStack>
  </BlockStack>
);
