import { InlineStack, Link, Text } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { DecisionBadge } from "../page/DecisionBadge.tsx";
import { entryAddress } from "./address.ts";
import { isUnknownOutcome } from "./outcome.ts";

interface DecisionHeadProps {
  /** Whom it is about. */
  name: string;
  /** The explanation that it leads to; null before there is one. */
  entryId: string | null;
  action: string;
  status: LogStatus | "unknown";
  /** How far its text got, where there is one. */
  delivery: MessageStatus | null;
}

/** How a line about a decision begins: whom it is about, leading to why, and what came of it. */
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
      <DecisionBadge action={action} status={status} lost={isUnknownOutcome({ delivery })} />
    </InlineStack>
  );
}
