import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon } from "@shopify/polaris-icons";
import type { DraftArm } from "#core/automations/edit/draft.ts";
import type { FormField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { problemOf, type FieldSurroundings } from "#components/automations/fields/field.ts";
import { Fields } from "#components/automations/fields/Fields.tsx";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";

const words = text.editor.inspector;

interface ArmCardProps {
  arm: DraftArm;
  title: string;
  fields: readonly FormField[];
  problems: readonly Problem[];
  path: string;
  around: FieldSurroundings;
  /** @param name the changed field */
  onChange: (arm: DraftArm, name: string | null) => void;
  /** Absent if the action has fixed arms. */
  acts?: { up?: (() => void) | undefined; down?: (() => void) | undefined; remove?: (() => void) | undefined };
}

/** The settings of one arm. */
export function ArmCard({ arm, title, fields, problems, path, around, onChange, acts }: ArmCardProps) {
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h4" variant="headingSm" truncate>
            {title}
          </Text>
          {acts && (
            <InlineStack gap="200" wrap={false}>
              <Button
                size="micro"
                variant="tertiary"
                icon={ArrowUpIcon}
                accessibilityLabel={`${words.armUp}: ${title}`}
                disabled={!acts.up}
                onClick={acts.up}
              />
              <Button
                size="micro"
                variant="tertiary"
                icon={ArrowDownIcon}
                accessibilityLabel={`${words.armDown}: ${title}`}
                disabled={!acts.down}
                onClick={acts.down}
              />
              <Button
                size="micro"
                variant="tertiary"
                icon={DeleteIcon}
                accessibilityLabel={`${words.removeArm}: ${title}`}
                disabled={!acts.remove}
                onClick={acts.remove}
              />
            </InlineStack>
          )}
        </InlineStack>
        <div data-path={`${path}.name`}>
          <TextField
            label={words.armName}
            value={arm.name ?? ""}
            error={problemOf(problemsWithin(problems, "name"))}
            onChange={(name) => onChange({ ...arm, name }, "name")}
            autoComplete="off"
          />
        </div>
        {fields.length > 0 && (
          <Fields
            fields={fields}
            config={arm}
            problems={problems}
            path={path}
            around={around}
            onChange={(settings, name) => onChange({ ...settings, id: arm.id, steps: arm.steps }, name)}
          />
        )}
      </BlockStack>
    </Box>
  );
}
