import { Banner, BlockStack } from "@shopify/polaris";
import { severityOf, type HealthFinding } from "#core/operations/health-findings.ts";
import { text } from "#text/en.ts";

const words = text.health;

/** The findings with their remedies, or that there are none. */
export function Glance({ findings }: { findings: readonly HealthFinding[] }) {
  if (findings.length === 0)
    return (
      <Banner tone="success" title={words.well}>
        {words.wellBody}
      </Banner>
    );
  return (
    <BlockStack>
      {findings.map((finding) => {
        const { title, body } = words.say(finding);
        return (
          <Banner key={finding.kind} tone={severityOf(finding)} title={title}>
            {body}
          </Banner>
        );
      })}
    </BlockStack>
  );
}
