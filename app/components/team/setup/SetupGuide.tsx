import { BlockStack, Box, Button, Card, Collapsible, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { ChevronDownIcon, ChevronUpIcon, XIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { SetupPart } from "#core/team/setup-guide.ts";
import { text } from "#text/en.ts";
import { useAction } from "../../browser/use-action.ts";
import { usePermission } from "../../page/access.tsx";
import { SetupStep, type SetupNeeds } from "./SetupStep.tsx";

interface SetupGuideProps extends SetupNeeds {
  steps: readonly { part: SetupPart; done: boolean }[];
  /** The team dismissed the guide. */
  hidden: boolean;
}

const words = text.home.setup;
const ID = "setup-steps";

/**
 * The setup steps of a new merchant. A finished guide stays until the next visit, so that the page does not jump. An
 * open step stays open unless the merchant finishes it in the guide: then the next one opens. A dismissed guide leaves
 * a link that brings it back.
 */
export function SetupGuide({ steps, hidden, ...needs }: SetupGuideProps) {
  const done = steps.filter((step) => step.done).length;
  const isDone = done === steps.length;
  const [wanted] = useState(!isDone);
  const [open, setOpen] = useState(true);
  const [at, setAt] = useState(steps.find((step) => !step.done)?.part);
  const hiding = useAction();
  const mayHide = usePermission("settings.change");
  const hide = (hideGuide: boolean) => hiding.act({ hideGuide });
  if (!wanted) return null;
  if (hidden)
    return mayHide && !isDone ? (
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Button variant="plain" loading={hiding.busy} onClick={() => hide(false)}>
          {words.show(done, steps.length)}
        </Button>
      </Box>
    ) : null;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
            <Text as="h2" variant="headingMd">
              {isDone ? words.allDone : words.title}
            </Text>
            <InlineStack gap="100" wrap={false}>
              <Button
                variant="tertiary"
                icon={open ? ChevronUpIcon : ChevronDownIcon}
                accessibilityLabel={open ? words.close : words.open}
                ariaExpanded={open}
                ariaControls={ID}
                onClick={() => setOpen(!open)}
              />
              {mayHide && (
                <Button
                  variant="tertiary"
                  icon={XIcon}
                  accessibilityLabel={words.dismiss}
                  loading={hiding.busy}
                  onClick={() => hide(true)}
                />
              )}
            </InlineStack>
          </InlineStack>
          <Text as="p" tone="subdued">
            {isDone ? words.allDoneBody : words.body}
          </Text>
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            <Text as="span" variant="bodySm">
              {words.progress(done, steps.length)}
            </Text>
            <div style={{ flex: 1 }}>
              <ProgressBar progress={Math.round((100 * done) / steps.length)} size="small" tone="success" />
            </div>
          </InlineStack>
        </BlockStack>
        <Collapsible id={ID} open={open} transition={false}>
          <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
            {steps.map((step) => (
              <SetupStep
                key={step.part}
                {...step}
                {...needs}
                open={step.part === at}
                onOpen={() => setAt(step.part)}
                onConfirmed={() =>
                  setAt(steps.find(({ part, done: isOver }) => !isOver && part !== step.part)?.part ?? step.part)
                }
              />
            ))}
          </ol>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
