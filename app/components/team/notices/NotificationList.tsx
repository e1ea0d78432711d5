import { Badge, BlockStack, Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Time } from "#components/page/Time.tsx";
import { noticeLinkOf } from "./notice-link.ts";

interface NoticeLine {
  id: string;
  kind: string;
  title: string;
  body: string;
  at: ShownMoment;
  read: boolean;
  logId: string | null;
  automationId: string | null;
}

interface NoticeListProps {
  notices: readonly NoticeLine[];
  may: boolean;
  onMark: (id: string, read: boolean) => void;
}

const words = text.notices;

/** The team's notices, newest first; unread ones stand out. */
export function NotificationList({ notices, may, onMark }: NoticeListProps) {
  return (
    <Box as="ul" padding="0">
      {notices.map((notice, at) => (
        <Box
          as="li"
          key={notice.id}
          padding="400"
          borderBlockStartWidth={at > 0 ? "025" : undefined}
          borderColor="border"
          background={notice.read ? undefined : "bg-surface-info"}
        >
          <Notice notice={notice} may={may} onMark={onMark} />
        </Box>
      ))}
    </Box>
  );
}

function Notice({ notice, may, onMark }: { notice: NoticeLine; may: boolean; onMark: NoticeListProps["onMark"] }) {
  const { id, title, body, at, read } = notice;
  const lead = noticeLinkOf(notice);
  return (
    <BlockStack gap="150">
      <InlineStack gap="200" align="space-between" blockAlign="start">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          {!read && <Badge tone="info">{words.new}</Badge>}
        </InlineStack>
        <Text as="span" tone="subdued">
          <Time at={at} />
        </Text>
      </InlineStack>
      {body !== "" && (
        <Text as="p" breakWord>
          {body}
        </Text>
      )}
      <InlineStack gap="300" blockAlign="center">
        {lead && <Link url={lead.url}>{lead.label}</Link>}
        {may && (
          <Button
            variant="plain"
            onClick={() => onMark(id, !read)}
            accessibilityLabel={read ? words.unreadNamed(title) : words.readNamed(title)}
          >
            {read ? words.unread : words.read}
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}
