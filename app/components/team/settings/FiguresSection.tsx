import { Checkbox } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { NumberInput } from "./NumberInput.tsx";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.figures;

/** Short links, attribution window and retention. */
export const FiguresSection = ({ draft, change, problemAt, readOnly }: SectionProps) => (
  <Section id="figures" title={words.title} body={words.body}>
    <Checkbox
      label={words.links}
      helpText={words.linksHelp}
      checked={draft.trackLinks === true}
      onChange={(on) => change("trackLinks", on)}
      disabled={readOnly}
    />
    <Checkbox
      label={words.utm}
      helpText={words.utmHelp}
      checked={draft.utmParameters === true}
      onChange={(on) => change("utmParameters", on)}
      disabled={readOnly || draft.trackLinks !== true}
    />
    <Checkbox
      label={words.plain}
      helpText={words.plainHelp}
      checked={draft.plainValues === true}
      onChange={(on) => change("plainValues", on)}
      disabled={readOnly}
    />
    <NumberInput
      label={words.attribution}
      help={words.attributionHelp}
      suffix={words.days}
      value={draft.attributionDays}
      onChange={(days) => change("attributionDays", days)}
      error={problemAt("attributionDays")}
      disabled={readOnly}
    />
    <NumberInput
      label={words.attributionHours}
      help={words.attributionHoursHelp}
      suffix={words.hours}
      value={draft.attributionHours}
      onChange={(hours) => change("attributionHours", hours)}
      error={problemAt("attributionHours")}
      disabled={readOnly}
    />
    <NumberInput
      label={words.retention}
      help={words.retentionHelp}
      suffix={words.days}
      value={draft.retentionDays}
      onChange={(days) => change("retentionDays", days)}
      error={problemAt("retentionDays")}
      disabled={readOnly}
    />
    <NumberInput
      label={words.textRetention}
      help={words.textRetentionHelp}
      suffix={words.days}
      value={draft.textRetentionDays}
      onChange={(days) => change("textRetentionDays", days)}
      error={problemAt("textRetentionDays")}
      disabled={readOnly}
    />
    <NumberInput
      label={words.accessRetention}
      help={words.accessRetentionHelp}
      suffix={words.days}
      value={draft.accessRetentionDays}
      onChange={(days) => change("accessRetentionDays", days)}
      error={problemAt("accessRetentionDays")}
      disabled={readOnly}
    />
  </Section>
);
