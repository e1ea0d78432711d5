import { NavLink } from "@remix-run/react";
import { Badge, Box, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Time } from "../page/Time.tsx";

interface ConversationLine {
  id: string;
  name: string | null;
  phone: string;
  at: ShownMoment;
  unread: number;
  held: boolean;
  assignee: string | null;
  words: string;
  answered: boolean;
}

interface ConversationListProps {
  lines: readonly ConversationLine[];
  /** The address of a conversation. */
  addressOf: (id: string) => string;
}

const words = text.inbox;

/** The list of conversations; each opens beside it. */
export const ConversationList = ({ lines, addressOf }: ConversationListProps) => (
  <ul className="inbox-lines" aria-label={words.list}>
    {lines.map((line) => (
      <li key={line.id}>
        <NavLink to={addressOf(line.id)} className="inbox-line" preventScrollReset>
          <span>{line.unread > 0 && <span className="inbox-dot" style={{ display: "block" }} />}</span>
          <Line line={line} />
        </NavLink>
      </li>
    ))}
  </ul>
);

function Line({
  line: { name, phone, at, unread, held, assignee, words: said, answered },
}: {
  line: ConversationLine;
}) {
  const weight = unread > 0 ? "semibold" : "regular";
  return (
    <div style={{ minWidth: 0 }}>
      <InlineStack align="space-between" gap="200" blockAlign="baseline" wrap={false}>
        <div style={{ minWidth: 0 }}>
          <Text as="span" fontWeight={unread > 0 ? "bold" : "medium"} truncate>
            {name ?? phone}
          </Text>
        </div>
        <Box>
          <span style={{ whiteSpace: "nowrap" }}>
            <Text as="span" variant="bodySm" tone="subdued">
              <Time at={at} />
            </Text>
          </span>
        </Box>
      </InlineStack>
      {name && (
        <Text as="p" variant="bodySm" tone="subdued">
          {phone}
        </Text>
      )}
      <Text as="p" fontWeight={weight} tone={unread > 0 ? undefined : "subdued"} truncate>
        {answered ? `${words.answered} ${said}` : said}
      </Text>
      {(held || assignee) && (
        <InlineStack gap="150" blockAlign="center">
          {held && <Badge tone="attention">{words.needsDecision}</Badge>}
          {assignee && (
            <Text as="span" variant="bodySm" tone="subdued">
              {words.assignedTo(assignee)}
            </Text>
          )}
        </InlineStack>
      )}
      {unread > 0 && (
        <Text as="span" visuallyHidden>
          {words.unread(unread)}
        </Text>
      )}
    </div>
  );
}
