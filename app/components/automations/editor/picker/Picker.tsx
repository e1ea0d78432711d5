import { BlockStack, Box, InlineStack, Icon, Modal, Text, TextField, type IconProps } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";

interface Pick {
  key: string;
  label: string;
  description: string;
  icon?: IconProps["source"];
}

interface PickerProps {
  title: string;
  search: string;
  /** Shown without results. */
  none: string;
  families: readonly { label: string; picks: readonly Pick[] }[];
  onPick: (key: string) => void;
  onClose: () => void;
}

const isMeant = ({ label, description }: Pick, typed: string): boolean =>
  `${label} ${description}`.toLowerCase().includes(typed.trim().toLowerCase());

/** A searchable list by families, with descriptions. */
export function Picker({ title, search, none, families, onPick, onClose }: PickerProps) {
  const [typed, setTyped] = useState("");
  const found = families
    .map(({ label, picks }) => ({ label, picks: picks.filter((pick) => isMeant(pick, typed)) }))
    .filter(({ picks }) => picks.length > 0);
  return (
    <Modal open title={title} onClose={onClose}>
      <Modal.Section>
        <BlockStack gap="400">
          <TextField
            label={search}
            labelHidden
            placeholder={search}
            prefix={<Icon source={SearchIcon} />}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            focused
          />
          {found.length === 0 && (
            <Text as="p" tone="subdued">
              {none}
            </Text>
          )}
          {found.map(({ label, picks }) => (
            <BlockStack key={label} gap="200">
              <Text as="h3" variant="headingSm">
                {label}
              </Text>
              <div className="picks">
                {picks.map((pick) => (
                  <button key={pick.key} type="button" className="pick" onClick={() => onPick(pick.key)}>
                    <InlineStack gap="200" wrap={false} blockAlign="start">
                      {pick.icon && (
                        <Box>
                          <Icon source={pick.icon} tone="subdued" />
                        </Box>
                      )}
                      <BlockStack gap="050">
                        <Text as="span" fontWeight="semibold">
                          {pick.label}
                        </Text>
                        <Text as="span" tone="subdued" variant="bodySm">
                          {pick.description}
                        </Text>
                      </BlockStack>
                    </InlineStack>
                  </button>
                ))}
              </div>
            </BlockStack>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
