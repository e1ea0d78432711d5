import { BlockStack, Box, Button, Collapsible } from "@shopify/polaris";
import { useId, useState } from "react";
import { text } from "#text/en.ts";
import { CheckList } from "../activity/entry/Checks.tsx";
import type { ShownCheck } from "../activity/entry/shown-entry.ts";

const words = text.trial;

/** The collapsed checks of a decision. */
export function CheckFold({ checks, action }: { checks: readonly ShownCheck[]; action: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (checks.length === 0) return null;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? "up" : "down"}
        ariaExpanded={open}
        ariaControls={id}
        onClick={() => setOpen(!open)}
      >
        {`${open ? words.hideChecks : words.showChecks} (${checks.length})`}
      </Button>
      <Box width="100%">
        <Collapsible id={id} open={open} transition={false}>
          <Box padding="300" borderRadius="200" borderWidth="025" borderColor="border">
            <CheckList checks={checks} action={action} />
          </Box>
        </Collapsible>
      </Box>
    </BlockStack>
  );
}
