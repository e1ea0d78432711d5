import { InlineStack, Link, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.alerts;

/** The alert email, and links to team, history and low balance alert. */
export const TeamSection = ({ draft, change, problemAt, readOnly }: SectionProps) => (
  <Section id="team" title={words.title} body={words.body}>
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
      <Link url="/app/settings/team">{words.team}</Link>
      <Link url="/app/settings/history">{words.history}</Link>
      <Link url="/app/credits">{words.lowCredits}</Link>
    </InlineStack>
  </Section>
);
