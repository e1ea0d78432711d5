import { BlockStack, Card, ChoiceList, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { PlanForm } from "./plan-form.ts";

const words = text.campaigns.form;
type When = PlanForm["when"];

interface TimeCardProps {
  when: When;
  problem: string | undefined;
  onChange: (when: When) => void;
}

/** When the campaign goes out. */
export function TimeCard({ when, problem, onChange }: TimeCardProps) {
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.time}
        </Text>
        <ChoiceList
          title={words.time}
          titleHidden
          choices={(["now", "at", "local"] as const).map((kind) => ({ value: kind, label: words[kind] }))}
          selected={[when.kind]}
          onChange={([kind]) => onChange({ ...when, kind: (kind ?? "now") as When["kind"] })}
        />
        {when.kind !== "now" && (
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField
                label={words.date}
                type="date"
                value={when.date}
                error={problem}
                autoComplete="off"
                onChange={(date) => onChange({ ...when, date })}
              />
              <TextField
                label={words.clock}
                type="time"
                value={when.time}
                autoComplete="off"
                onChange={(time) => onChange({ ...when, time })}
              />
            </FormLayout.Group>
            {when.kind === "local" && (
              <Select
                label={words.ifPast}
                options={(["now", "tomorrow", "skip"] as const).map((value) => ({
                  value,
                  label: words.ifPastChoices[value],
                }))}
                value={when.ifPast}
                onChange={(ifPast) => onChange({ ...when, ifPast: ifPast as When["ifPast"] })}
              />
            )}
          </FormLayout>
        )}
      </BlockStack>
    </Card>
  );
}
