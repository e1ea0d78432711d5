import { InlineStack, Link, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { DecisionBadge } from "../page/DecisionBadge.tsx";
import { entryAddress } from "./address.ts";

interface DecisionHeadProps {
  /** The customer's name. */
  name: string;
  /** The entry to link to; null before it exists. */
  entryId: string | null;
  action: string;
  status: LogStatus | "unknown";
  /** The delivery state of its text, if any. */
  delivery: MessageStatus | null;
}

/** The head of a decision: the customer, with a link to the explanation, and the result. */
export function DecisionHead({ name, entryId, action, status, delivery }: DecisionHeadProps) {
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      {entryId ? (
        <Link url={entryAddress(entryId)} removeUnderline>
          {name}
        </Link>
      ) : (
        <Text as="span">{name}</Text>
      )}
      <DecisionBadge action={action} status={status} delivery={delivery} />
    </InlineStack>
  );
}
