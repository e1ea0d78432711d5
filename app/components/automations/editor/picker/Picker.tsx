import { BlockStack, Box, InlineStack, Icon, Modal, Text, TextField, type IconProps } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { search as searchIn } from "#core/automations/search.ts";
import { useMarkedResult } from "#components/browser/use-marked-result.ts";
import { ResultList } from "#components/page/ResultList.tsx";
import { useReturnFocus } from "#components/browser/use-return-focus.ts";

interface Pick {
  key: string;
  label: string;
  description: string;
  alsoCalled?: readonly string[];
  icon?: IconProps["source"];
}
interface Family {
  label: string;
  picks: readonly Pick[];
}

interface PickerProps {
  title: string;
  search: string;
  /** Shown without results. */
  none: string;
  families: readonly Family[];
  onPick: (key: string) => void;
  onClose: () => void;
}

/**
 * A searchable list by families, with descriptions. From the search field the arrow keys mark a result, the first one
 * at the start of typing, and Enter takes it.
 */
export function Picker({ title, search, none, families, onPick, onClose }: PickerProps) {
  const [typed, setTyped] = useState("");
  const found = familiesFound(families, typed);
  const mark = useMarkedResult(
    found.flatMap(({ picks }) => picks.map(({ key }) => key)),
    onPick,
  );
  useReturnFocus();
  return (
    <Modal open title={title} onClose={onClose}>
      <Modal.Section>
        <BlockStack gap="400">
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it handles keys of the field within */}
          <div onKeyDown={mark.onKeyDown}>
            <TextField
              {...mark.combobox}
              label={search}
              labelHidden
              placeholder={search}
              prefix={<Icon source={SearchIcon} />}
              value={typed}
              onChange={(next) => {
                setTyped(next);
                mark.onTyped(next);
              }}
              autoComplete="off"
              focused
            />
          </div>
          <ResultList
            label={title}
            mark={mark}
            families={found.map(({ label, picks }) => ({
              label,
              results: picks.map((pick) => ({ key: pick.key, shown: <PickLines pick={pick} /> })),
            }))}
            onTake={onPick}
            classes={{ list: "pick-list", results: "picks", result: "pick" }}
          />
          {found.length === 0 && (
            <Text as="p" tone="subdued">
              {none}
            </Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

const PickLines = ({ pick: { icon, label, description } }: { pick: Pick }) => (
  <InlineStack gap="200" wrap={false} blockAlign="start">
    {icon && (
      <Box>
        <Icon source={icon} tone="subdued" />
      </Box>
    )}
    <BlockStack gap="050">
      <Text as="span" fontWeight="semibold">
        {label}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {description}
      </Text>
    </BlockStack>
  </InlineStack>
);

/** The results by family; the family of the best result comes first. */
function familiesFound(families: readonly Family[], typed: string): Family[] {
  const all = families.flatMap(({ label: family, picks }) => picks.map((pick) => ({ family, pick })));
  const found = searchIn(all, typed, ({ family, pick }) => ({
    ...pick,
    alsoCalled: [...(pick.alsoCalled ?? []), family],
  }));
  return [...new Set(found.map(({ family }) => family))].map((label) => ({
    label,
    picks: found.filter(({ family }) => family === label).map(({ pick }) => pick),
  }));
}
