import { Banner, BlockStack, Card, InlineGrid, Page, Text } from "@shopify/polaris";
import { SettingsNavigation } from "#components/team/settings/SettingsNavigation.tsx";
import { usePermission } from "#components/page/access.tsx";
import { text } from "#text/en.ts";
import { ChooseSender } from "./ChooseSender.tsx";
import { RegistrationForm } from "./RegistrationForm.tsx";
import { SenderCard, type SenderLine } from "./SenderCard.tsx";

const words = text.senders;

interface NumberPageProps {
  installation: { number: string | null; service: string | null };
  senders: readonly (SenderLine & { registration: Record<string, unknown>; open: boolean })[];
  country: string | null;
}

/** What the shop's texts come from: its senders, and how to get one. */
export function NumberPage({ installation, senders, country }: NumberPageProps) {
  const may = usePermission("settings.change");
  const shared = installation.number ?? installation.service;
  const hasName = senders.some(({ kind }) => kind === "alphanumeric");
  const hasNumber = senders.some(({ kind }) => kind !== "alphanumeric");
  return (
    <Page title={text.settings.title}>
      <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 3fr)" }} gap="400" alignItems="start">
        <SettingsNavigation open="number" />
        <BlockStack gap="400">
          {!may && <Banner tone="info">{text.settings.readOnly}</Banner>}
          {senders.length === 0 && (
            <Card roundedAbove="sm">
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {words.title}
                </Text>
                <Text as="p" tone="subdued">
                  {words.body}
                </Text>
                <Text as="h3" variant="headingSm">
                  {words.shared.title}
                </Text>
                <Text as="p">{shared ? words.shared.body(shared) : words.shared.none}</Text>
              </BlockStack>
            </Card>
          )}
          {senders.map((sender) => (
            <BlockStack key={sender.id} gap="400">
              <SenderCard sender={sender} may={may} />
              {sender.open && (
                <RegistrationForm
                  id={sender.id}
                  saved={sender.registration}
                  isAgain={sender.status === "refused"}
                  may={may}
                />
              )}
            </BlockStack>
          ))}
          {may && !(hasName && hasNumber) && (
            <ChooseSender country={country} offersNumber={!hasNumber} offersName={!hasName} />
          )}
        </BlockStack>
      </InlineGrid>
    </Page>
  );
}
