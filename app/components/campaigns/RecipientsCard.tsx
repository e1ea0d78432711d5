import { BlockStack, Box, Card, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { Paging } from "#components/page/Paging.tsx";
import { StatusBadge } from "#components/page/StatusBadge.tsx";
import { campaignRecipientStatuses, type CampaignRecipientStatus, type MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";

const words = text.campaigns;

interface RecipientsCardProps {
  counts: Partial<Record<CampaignRecipientStatus, number>>;
  status: CampaignRecipientStatus | null;
  recipients: readonly {
    id: string;
    customerId: string | null;
    name: string | null;
    phone: string | null;
    status: CampaignRecipientStatus;
    reason: string | null;
    waitsForCode: boolean;
    messageStatus: MessageStatus | null;
  }[];
  next: string | null;
  first: boolean;
  addressOf: (place: { status?: string; after?: string }) => string;
  onStatus: (status: string) => void;
}

/** Each recipient, with what became of the text and why. */
export function RecipientsCard({ counts, status, recipients, next, first, addressOf, onStatus }: RecipientsCardProps) {
  const options = [
    { value: "", label: words.report.all },
    ...campaignRecipientStatuses
      .filter((each) => (counts[each] ?? 0) > 0)
      .map((each) => ({ value: each, label: `${words.recipientStatuses[each]} (${showNumber(counts[each] ?? 0)})` })),
  ];
  return (
    <Card padding="0" roundedAbove="sm">
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {words.report.recipients}
          </Text>
          <Select label={words.report.state} options={options} value={status ?? ""} onChange={onStatus} />
        </BlockStack>
      </Box>
      {recipients.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {words.report.noRecipients}
          </Text>
        </Box>
      ) : (
        <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {recipients.map(({ id, customerId, name, phone, status: state, reason, waitsForCode, messageStatus }) => (
            <li key={id}>
              <Box padding="300" paddingInline="400" borderBlockStartWidth="025" borderColor="border">
                <InlineStack gap="200" align="space-between" blockAlign="center">
                  {customerId ? (
                    <Link url={`/app/customers/${customerId}`} removeUnderline>
                      {name ?? phone ?? "–"}
                    </Link>
                  ) : (
                    <Text as="span">{phone ?? "–"}</Text>
                  )}
                  {state === "sent" && messageStatus ? (
                    <StatusBadge of="message" status={messageStatus} />
                  ) : (
                    <Text as="span" tone="subdued">
                      {reason
                        ? words.reason(reason)
                        : waitsForCode
                          ? words.report.waitsForCode
                          : words.recipientStatuses[state]}
                    </Text>
                  )}
                </InlineStack>
              </Box>
            </li>
          ))}
        </ul>
      )}
      <Paging newer={first ? null : addressOf({})} older={next ? addressOf({ after: next }) : null} />
    </Card>
  );
}
