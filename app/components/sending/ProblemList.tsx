import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import type { ShownTemplateProblem } from "./format-template-problem.ts";

/** What the text gets wrong, each with its remedies. */
export function ProblemList({
  faults,
  onFix,
}: {
  faults: readonly ShownTemplateProblem[];
  onFix: (source: string) => void;
}) {
  return (
    <BlockStack gap="200">
      {faults.map(({ said, remedies }) => (
        <BlockStack key={said} gap="100">
          <InlineError fieldID="" message={said} />
          {remedies.length > 0 && (
            <InlineStack gap="200" align="start">
              {remedies.map(({ label, source }) => (
                <Button key={label} size="slim" onClick={() => onFix(source)}>
                  {label}
                </Button>
              ))}
            </InlineStack>
          )}
        </BlockStack>
      ))}
    </BlockStack>
  );
}
