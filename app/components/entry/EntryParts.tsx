import { Banner, BlockStack } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { Checks } from "./Checks.tsx";
import { CustomerCard } from "./CustomerCard.tsx";
import { DetailsCard } from "./DetailsCard.tsx";
import { DidCard } from "./DidCard.tsx";
import { MessageCard } from "./MessageCard.tsx";
import { PathCard } from "./PathCard.tsx";
import { RetryCard } from "./RetryCard.tsx";
import type { ShownEntry } from "./shown-entry.ts";
import { Verdict } from "./Verdict.tsx";

const words = text.entry;

/** What was decided and why: on the page its main column, in the panel what comes first. */
export function EntryMain({ entry }: { entry: ShownEntry }) {
  const { status, action, reason, endedBy, message, did, checks, retry, path } = entry;
  return (
    <BlockStack gap="400">
      <Verdict status={status} action={action} reason={reason} endedBy={endedBy} message={message} />
      {path?.steps.some((step) => step.status === "unknown") && (
        <Banner tone="warning" title={words.unknownOnPath}>
          {words.unknownOnPathBody}
        </Banner>
      )}
      {retry && <RetryCard retry={retry} doing={entry.doing} />}
      {message && <MessageCard message={message} />}
      {did && <DidCard did={did} />}
      <Checks checks={checks} action={action} />
    </BlockStack>
  );
}

/** Whom it was about, and where it stands among everything else. @param zone the shop's, by its city */
export function EntrySide({ entry, zone }: { entry: ShownEntry; zone: string }) {
  const { customer, path } = entry;
  return (
    <BlockStack gap="400">
      <CustomerCard customer={customer} />
      {path && <PathCard path={path} zone={zone} who={customer?.name ?? customer?.phone ?? text.activity.noName} />}
      <DetailsCard entry={entry} />
    </BlockStack>
  );
}
