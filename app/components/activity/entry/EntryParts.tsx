import { Banner, BlockStack } from "@shopify/polaris";
import { formatDecisionLine } from "#text/decisions.ts";
import { text } from "#text/en.ts";
import { entryAddress } from "../address.ts";
import { Checks } from "./Checks.tsx";
import { CustomerCard } from "./CustomerCard.tsx";
import { DetailsCard } from "./DetailsCard.tsx";
import { DidCard } from "./DidCard.tsx";
import { MessageCard } from "./MessageCard.tsx";
import { PathCard } from "./PathCard.tsx";
import { RetryCard } from "./RetryCard.tsx";
import type { ShownEntry } from "./shown-entry.ts";
import { UnsentCard } from "./UnsentCard.tsx";
import { Verdict } from "./Verdict.tsx";

const words = text.entry;

/** The decision and its reasons: the page's main column, the panel's first part. */
export function EntryMain({ entry }: { entry: ShownEntry }) {
  const { status, action, reason, endedBy, message, did, checks, retry, path, credits, triedSince } = entry;
  const unknown = path?.steps.filter((step) => step.status === "unknown") ?? [];
  const isHeldBack = checks.some(({ answer }) => answer !== "pass");
  const saying = message ? null : path?.steps.find(({ here }) => here)?.words;
  const unsent = saying?.tense === "would" ? saying.body : null;
  return (
    <BlockStack gap="400">
      {unknown.length > 0 && (
        <Banner tone="warning" title={words.unknownOnPath}>
          {unknown.map(({ id, words: said }) => said && <p key={id}>{words.words[said.tense](said.body)}</p>)}
          <p>{words.unknownOnPathBody}</p>
        </Banner>
      )}
      <Verdict status={status} action={action} reason={reason} endedBy={endedBy} message={message} credits={credits} />
      {triedSince && (
        <Banner
          tone="info"
          title={words.triedSince(formatDecisionLine(triedSince.action, triedSince.status))}
          action={{ content: words.seeTriedSince, url: entryAddress(triedSince.id) }}
        />
      )}
      {isHeldBack && <Checks checks={checks} action={action} />}
      {unsent && <UnsentCard body={unsent} />}
      {retry && <RetryCard retry={retry} doing={entry.doing} />}
      {message && <MessageCard message={message} />}
      {did && <DidCard did={did} />}
      {!isHeldBack && <Checks checks={checks} action={action} />}
    </BlockStack>
  );
}

/**
 * The customer and the context of the decision.
 * @param zone the city of the shop's time zone
 */
export function EntrySide({ entry, zone }: { entry: ShownEntry; zone: string }) {
  const { customer, automation, path } = entry;
  return (
    <BlockStack gap="400">
      <CustomerCard customer={customer} />
      {path && (
        <PathCard
          path={path}
          zone={zone}
          automation={automation?.name ?? ""}
          who={customer?.name ?? customer?.phone ?? text.activity.noName}
        />
      )}
      <DetailsCard entry={entry} />
    </BlockStack>
  );
}
