import { BlockStack, Card, Checkbox, Text } from "@shopify/polaris";
import { createDiscount } from "#core/actions/create-discount.ts";
import type { Problem } from "#core/problem.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";
import type { FieldSurroundings } from "#components/automations/fields/field.ts";
import { text } from "#text/en.ts";
import type { PlanForm } from "./plan-form.ts";

const words = text.campaigns.discount;

interface DiscountCardProps {
  discount: PlanForm["discount"];
  /** Of the whole form. */
  problems: readonly Problem[];
  around: Omit<FieldSurroundings, "kind" | "segments" | "automations" | "suggestions">;
  onChange: (discount: PlanForm["discount"]) => void;
}

/** The code that each recipient gets, with the settings of an automation's discount step. */
export function DiscountCard({ discount, problems, around, onChange }: DiscountCardProps) {
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <Checkbox
          label={words.give}
          helpText={words.help}
          checked={discount !== null}
          onChange={(isGiven) => onChange(isGiven ? { ...createDiscount.starts?.config } : null)}
        />
        {discount && (
          <Fields
            fields={createDiscount.fields}
            config={discount}
            problems={problems.flatMap(({ path, message }) =>
              path.startsWith("discount.") ? [{ path: path.slice("discount.".length), message }] : [],
            )}
            path="discount"
            around={{ ...around, ...NOTHING_AROUND }}
            onChange={onChange}
          />
        )}
      </BlockStack>
    </Card>
  );
}

/** What the fields of a discount do not ask for. */
const NOTHING_AROUND = {
  kind: "marketing",
  segments: [],
  automations: [],
  suggestions: { tag: [], code: [], sku: [], field: [] },
} as unknown as Pick<FieldSurroundings, "kind" | "segments" | "automations" | "suggestions">;
