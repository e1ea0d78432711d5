import { BlockStack, Button, ButtonGroup, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { ChevronDownIcon, ChevronUpIcon, ExternalSmallIcon, XIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, type CSSProperties } from "react";
import { text } from "#text/en.ts";
import { entryAddress } from "../address.ts";
import { CustomerLine } from "./CustomerCard.tsx";
import { EntryMain, EntrySide } from "./EntryParts.tsx";
import type { ShownEntry } from "./shown-entry.ts";

const words = text.entry;

interface EntryPanelProps {
  /** Null if the entry no longer exists. */
  entry: ShownEntry | null;
  /** Another entry is loading. */
  loading: boolean;
  zone: string;
  /** Opens the row above or below; absent at the ends. */
  onNewer?: (() => void) | undefined;
  onOlder?: (() => void) | undefined;
  onClose: () => void;
}

/** An entry in a panel beside the log, so that support keeps its place in the list. */
export function EntryPanel({ entry, loading, zone, onNewer, onOlder, onClose }: EntryPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  // A new entry scrolls to its top.
  const id = entry?.id;
  useEffect(() => {
    if (id) panel.current?.scrollTo({ top: 0 });
  }, [id]);
  return (
    <aside ref={panel} tabIndex={-1} aria-label={words.panel} aria-busy={loading} style={beside}>
      <BlockStack gap="400">
        <Card>
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <BlockStack gap="050">
              <Text as="h2" variant="headingMd">
                {entry ? words.titleOf(entry.doing, entry.automation?.name) : words.title}
              </Text>
              {entry && (
                <Text as="p" tone="subdued">
                  {entry.at.exact}
                </Text>
              )}
              {entry?.customer && <CustomerLine customer={entry.customer} />}
            </BlockStack>
            <ButtonGroup noWrap>
              <Button
                variant="tertiary"
                icon={ChevronUpIcon}
                accessibilityLabel={words.previous}
                disabled={!onNewer}
                onClick={onNewer}
              />
              <Button
                variant="tertiary"
                icon={ChevronDownIcon}
                accessibilityLabel={words.next}
                disabled={!onOlder}
                onClick={onOlder}
              />
              {entry && (
                <Button
                  variant="tertiary"
                  icon={ExternalSmallIcon}
                  accessibilityLabel={words.open}
                  url={entryAddress(entry.id)}
                />
              )}
              <Button variant="tertiary" icon={XIcon} accessibilityLabel={words.close} onClick={onClose} />
            </ButtonGroup>
          </InlineStack>
        </Card>
        {entry ? (
          <>
            <EntryMain entry={entry} />
            <EntrySide entry={entry} zone={zone} />
          </>
        ) : (
          <Card>{loading ? <SkeletonBodyText lines={6} /> : <Text as="p">{words.gone}</Text>}</Card>
        )}
      </BlockStack>
    </aside>
  );
}

const beside: CSSProperties = {
  position: "sticky",
  top: "1rem",
  maxHeight: "calc(100vh - 2rem)",
  overflowY: "auto",
  outline: "none",
};
