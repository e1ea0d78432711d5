import { InlineStack, Link, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.alerts;

/** The alert email, and a link to the low balance alert. */
export const AlertsSection = ({ draft, change, problemAt, readOnly }: SectionProps) => (
  <Section id="alerts" title={words.title} body={words.body}>
    <TextField
      label={words.email}
      type="email"
      autoComplete="email"
      value={draft.teamEmail ?? ""}
      onChange={(email) => change("teamEmail", email)}
      helpText={words.emailHelp}
      error={problemAt("teamEmail")}
      disabled={readOnly}
    />
    <InlineStack gap="400">
      <Link url="/app/credits">{words.lowCredits}</Link>
    </InlineStack>
  </Section>
);
