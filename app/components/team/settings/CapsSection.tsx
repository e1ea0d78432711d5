import { BlockStack, Box, Button, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import type { Cap } from "#core/sending/caps.ts";
import { defaultNewNumberLimits } from "#core/sending/new-numbers.ts";
import { text } from "#text/en.ts";
import { NumberInput } from "./NumberInput.tsx";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.caps;
const spans: { value: string; label: string; per: Cap["per"] }[] = [
  ...[1, 4, 12].map((amount) => ({
    value: `${amount} hours`,
    label: words.hours(amount),
    per: { amount, unit: "hours" as const },
  })),
  ...[1, 2, 3, 7].map((amount) => ({
    value: `${amount} days`,
    label: amount === 1 ? words.day : words.days(amount),
    per: { amount, unit: "days" as const },
  })),
];

/** Frequency caps for texts and emails. */
export const CapsSection = (props: SectionProps) => (
  <Section id="caps" title={words.title} body={words.body}>
    <Caps {...props} name={words.texts} field="caps" />
    <Caps {...props} name={words.emails} field="emailCaps" />
    <SpendCaps {...props} />
    <NewNumbers {...props} />
  </Section>
);

function SpendCaps({ draft, change, problemAt, readOnly }: SectionProps) {
  const spend = text.senders.spend;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {spend.title}
      </Text>
      <Text as="p" tone="subdued">
        {spend.help}
      </Text>
      <FormLayout>
        <FormLayout.Group condensed>
          {(["spendCapPerDay", "spendCapPerMonth"] as const).map((field) => (
            <NumberInput
              key={field}
              label={field === "spendCapPerDay" ? spend.day : spend.month}
              value={draft[field]}
              // An empty field is no cap.
              onChange={(value) => change(field, value === "" ? null : value)}
              error={problemAt(field)}
              disabled={readOnly}
            />
          ))}
        </FormLayout.Group>
      </FormLayout>
    </BlockStack>
  );
}

/** The limits against SMS pumping. */
function NewNumbers({ draft: { newNumbers }, change, problemAt, readOnly }: SectionProps) {
  const limits = typeof newNumbers === "string" ? defaultNewNumberLimits : newNumbers;
  const field = (key: "perBlock" | "perCountry") => (
    <NumberInput
      label={words[key]}
      value={limits[key]}
      // The value may be no number yet: the server validates it.
      onChange={(most) => change("newNumbers", { ...limits, [key]: most as number })}
      error={problemAt(`newNumbers.${key}`)}
      disabled={readOnly}
    />
  );
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {words.newNumbers}
      </Text>
      <Text as="p" tone="subdued">
        {words.newNumbersHelp}
      </Text>
      {field("perBlock")}
      {field("perCountry")}
    </BlockStack>
  );
}

function Caps({
  draft,
  change,
  problemAt,
  readOnly,
  name,
  field,
}: SectionProps & { name: string; field: "caps" | "emailCaps" }) {
  const caps = typeof draft[field] === "string" ? [] : draft[field];
  const put = (at: number, cap: Cap) => change(field, caps.with(at, cap));
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {name}
      </Text>
      {caps.length === 0 && (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      )}
      {caps.map((cap, at) => (
        <InlineStack key={at} gap="200" blockAlign="start" wrap={false}>
          {/* The value may be no number yet: the server validates it. */}
          <NumberInput
            label={words.most}
            value={cap.most}
            onChange={(most) => put(at, { ...cap, most: most as number })}
            error={problemAt(`${field}.${at}.most`)}
            disabled={readOnly}
          />
          <Select
            label={words.per}
            options={spans}
            value={`${cap.per.amount} ${cap.per.unit}`}
            onChange={(value) => put(at, { ...cap, per: spans.find((span) => span.value === value)?.per ?? cap.per })}
            error={problemAt(`${field}.${at}.per`)}
            disabled={readOnly}
          />
          {/* Aligns the button with the field instead of its label. */}
          <Box paddingBlockStart="600">
            <Button
              icon={DeleteIcon}
              accessibilityLabel={words.remove}
              disabled={readOnly}
              onClick={() => change(field, caps.toSpliced(at, 1))}
            />
          </Box>
        </InlineStack>
      ))}
      <InlineStack>
        <Button
          disabled={readOnly || caps.length >= 5}
          onClick={() => change(field, [...caps, { most: 3, per: { amount: 1, unit: "days" } }])}
        >
          {words.add}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
