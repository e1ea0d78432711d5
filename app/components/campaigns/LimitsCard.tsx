import { BlockStack, Card, Checkbox, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { PlanForm } from "./plan-form.ts";

const words = text.campaigns.form;

interface LimitsCardProps {
  form: PlanForm;
  problemAt: (path: string) => string | undefined;
  onChange: (change: Partial<PlanForm>) => void;
}

/** The test of several wordings, the holdout, and the limits of time and pace. */
export function LimitsCard({ form, problemAt, onChange }: LimitsCardProps) {
  const { test } = form;
  const number = (
    label: string,
    value: string,
    path: string,
    suffix: string,
    change: (typed: string) => void,
    helpText?: string,
  ) => (
    <TextField
      label={label}
      type="number"
      min={0}
      value={value}
      suffix={suffix}
      helpText={helpText}
      error={problemAt(path)}
      autoComplete="off"
      onChange={change}
    />
  );
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.more}
        </Text>
        <FormLayout>
          {form.arms.length > 1 && (
            <Checkbox
              label={words.test}
              checked={form.hasTest}
              error={problemAt("test")}
              onChange={(hasTest) => onChange({ hasTest })}
            />
          )}
          {form.arms.length > 1 && form.hasTest && (
            <>
              <FormLayout.Group condensed>
                {number(words.testPercent, test.percent, "test.percent", words.percent, (percent) =>
                  onChange({ test: { ...test, percent } }),
                )}
                {number(words.testHours, test.hours, "test.hours", words.hours, (hours) =>
                  onChange({ test: { ...test, hours } }),
                )}
              </FormLayout.Group>
              <Select
                label={words.testMeasure}
                options={(["clicks", "orders"] as const).map((value) => ({ value, label: words.measures[value] }))}
                value={test.measure}
                onChange={(measure) =>
                  onChange({ test: { ...test, measure: measure === "orders" ? "orders" : "clicks" } })
                }
              />
            </>
          )}
          {number(
            words.holdout,
            form.holdout,
            "holdout",
            words.percent,
            (holdout) => onChange({ holdout }),
            words.holdoutHelp,
          )}
          {number(
            words.notAfter,
            form.notAfterHours,
            "notAfterHours",
            words.hours,
            (notAfterHours) => onChange({ notAfterHours }),
            words.notAfterHelp,
          )}
          <Select
            label={words.quietHours}
            options={(["wait", "skip"] as const).map((value) => ({ value, label: words.quietChoices[value] }))}
            value={form.quietHours}
            onChange={(quietHours) => onChange({ quietHours: quietHours === "skip" ? "skip" : "wait" })}
          />
          {number(words.perHour, form.perHour, "perHour", "", (perHour) => onChange({ perHour }), words.perHourHelp)}
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
