import { Checkbox, FormLayout, Select } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.hours;
const DAYTIME = { opens: 9, closes: 20 };
const hours = Array.from({ length: 25 }, (_, hour) => ({ value: String(hour), label: words.hour(hour) }));

/** Quiet hours, within the legal limits. */
export function HoursSection({ draft, change, problemAt, readOnly }: SectionProps) {
  const own = typeof draft.quietHours === "object" ? draft.quietHours : null;
  return (
    <Section id="hours" title={words.title} body={words.body}>
      <Checkbox
        label={words.own}
        checked={own !== null}
        onChange={(on) => change("quietHours", on ? DAYTIME : null)}
        disabled={readOnly}
      />
      {own && (
        <FormLayout>
          <FormLayout.Group condensed>
            {(["opens", "closes"] as const).map((end) => (
              <Select
                key={end}
                label={words[end]}
                options={hours}
                value={String(own[end])}
                onChange={(hour) => change("quietHours", { ...own, [end]: Number(hour) })}
                error={problemAt(`quietHours.${end}`)}
                disabled={readOnly}
              />
            ))}
          </FormLayout.Group>
        </FormLayout>
      )}
      <Checkbox
        label={words.transactional}
        helpText={words.transactionalHelp}
        checked={draft.transactionalAtNight === true}
        onChange={(on) => change("transactionalAtNight", on)}
        disabled={readOnly}
      />
    </Section>
  );
}
