import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import type { Mend, ShownTemplateProblem } from "./format-template-problem.ts";

/** Template problems, with their fixes. */
export function ProblemList({
  problems,
  onFix,
}: {
  problems: readonly ShownTemplateProblem[];
  onFix: (mend: Mend) => void;
}) {
  return (
    <BlockStack gap="200">
      {problems.map(({ said, remedies }) => (
        <BlockStack key={said} gap="100">
          <InlineError fieldID="" message={said} />
          {remedies.length > 0 && (
            <InlineStack gap="200" align="start">
              {remedies.map(({ label, mend }) => (
                <Button key={label} size="slim" onClick={() => onFix(mend)}>
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
