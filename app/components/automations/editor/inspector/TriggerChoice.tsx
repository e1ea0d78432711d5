import { Banner, BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Draft } from "#core/automations/edit/draft.ts";
import type { Problem } from "#core/problem.ts";
import { triggerOf, type TriggerType } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";
import type { FieldSurroundings } from "#components/automations/fields/field.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";
import { TriggerPicker } from "../picker/TriggerPicker.tsx";

const words = text.editor.inspector;
const setting = text.settings.browsing;

interface TriggerChoiceProps {
  trigger: Draft["trigger"];
  /** Paths are relative to the trigger's config. */
  problems: readonly Problem[];
  around: FieldSurroundings;
  onChoose: (type: TriggerType) => void;
  onChange: (config: Record<string, unknown>, name: string | null) => void;
}

/** The trigger and its settings. */
export function TriggerChoice({ trigger, problems, around, onChoose, onChange }: TriggerChoiceProps) {
  const [choosing, setChoosing] = useState(false);
  const { label, description, fields, needs } = triggerOf(trigger.type);
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {words.trigger}
      </Text>
      <div data-path="trigger">
        <Box background="bg-surface-secondary" borderRadius="200" padding="300">
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <BlockStack gap="050">
              <Text as="span" fontWeight="semibold">
                {label}
              </Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {description}
              </Text>
            </BlockStack>
            <Button
              size="slim"
              accessibilityLabel={`${words.changeTrigger}: ${words.trigger}`}
              onClick={() => setChoosing(true)}
            >
              {words.changeTrigger}
            </Button>
          </InlineStack>
        </Box>
      </div>
      {needs && around[needs] === false && (
        <Banner
          tone="warning"
          title={setting.neededTitle}
          action={{ content: setting.seeSetting, url: "/app/settings/consent" }}
        >
          {setting.needed}
        </Banner>
      )}
      {fields.length > 0 && (
        <Fields
          fields={fields}
          config={trigger.config}
          problems={problems}
          path="trigger.config"
          around={around}
          onChange={onChange}
        />
      )}
      {choosing && (
        <TriggerPicker
          onClose={() => setChoosing(false)}
          onPick={(type) => {
            setChoosing(false);
            onChoose(type);
          }}
        />
      )}
    </BlockStack>
  );
}
