import { BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { ReadMark } from "./ReadMark.tsx";

interface ThreadHeadProps {
  thread: { id: string; name: string | null; phone: string; customerId: string | null; unread: number };
  self: string;
  list: string;
}

/** The customer of a conversation, and its actions. */
export function ThreadHead({ thread: { id, name, phone, customerId, unread }, self, list }: ThreadHeadProps) {
  const mayReply = usePermission("messages.reply");
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <div className="inbox-back">
        <Link url={list}>{text.inbox.back}</Link>
      </div>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <BlockStack>
          <Text as="h2" variant="headingMd">
            {name ?? phone}
          </Text>
          {name && (
            <Text as="p" tone="subdued">
              {phone}
            </Text>
          )}
        </BlockStack>
        <InlineStack gap="300" blockAlign="center">
          {mayReply && <ReadMark key={id} unread={unread} self={self} list={list} />}
          {customerId && <Link url={`/app/customers/${customerId}`}>{text.inbox.customer}</Link>}
        </InlineStack>
      </InlineStack>
    </Box>
  );
}
