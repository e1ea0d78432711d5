import { Checkbox } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.flow;

/** Whether Shopify Flow hears of what happens. */
export const FlowSection = ({ draft, change, readOnly }: SectionProps) => (
  <Section id="flow" title={words.title} body={words.body}>
    <Checkbox
      label={words.triggers}
      helpText={words.triggersHelp}
      checked={draft.flowTriggers === true}
      onChange={(on) => change("flowTriggers", on)}
      disabled={readOnly}
    />
  </Section>
);
