import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useDownload } from "#components/activity/use-download.ts";
import { useAction } from "#components/browser/use-action.ts";
import { usePermission } from "#components/page/access.tsx";
import { text } from "#text/en.ts";
import { ArchiveCard, type ShownArchive } from "./ArchiveCard.tsx";
import type { ShownMoment } from "#text/moment.ts";

const words = text.privacy;
const ROUTE = "/app/settings/privacy";

interface ShownRequest {
  id: string;
  customerId: string | null;
  name: string;
  requestedAt: ShownMoment;
  dueAt: ShownMoment;
  overdue: boolean;
  downloaded: { at: ShownMoment; by: string } | null;
  answeredAt: ShownMoment | null;
}
interface ShownAccess {
  id: string;
  who: string;
  what: keyof typeof words.access;
  customerId: string | null;
  name: string | null;
  at: ShownMoment;
}

interface PrivacyPageProps {
  archive: ShownArchive | null;
  requests: readonly ShownRequest[];
  accesses: readonly ShownAccess[];
  /** Days that accesses are kept. */
  accessDays: number;
}

/** Customers' requests for their data, the archive, and who has looked at personal data. */
export function PrivacyPage({ archive, requests, accesses, accessDays }: PrivacyPageProps) {
  return (
    <Page title={words.title} backAction={{ content: text.settings.title, url: "/app/settings" }} narrowWidth>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Heading title={words.requests} body={words.requestsBody} />
            {requests.length === 0 && <Text as="p">{words.noRequests}</Text>}
            {requests.map((request) => (
              <Fragment key={request.id}>
                <Divider />
                <Request {...request} />
              </Fragment>
            ))}
          </BlockStack>
        </Card>
        <ArchiveCard run={archive} />
        <Card>
          <BlockStack gap="300">
            <Heading title={words.accesses} body={words.accessesBody(accessDays)} />
            {accesses.length === 0 && <Text as="p">{words.noAccesses}</Text>}
            {accesses.map(({ id, who, what, customerId, name, at }) => (
              <Text as="p" key={id}>
                {at.shown} · {who} · {words.access[what]}
                {name && customerId && (
                  <>
                    {" · "}
                    <Link url={`/app/customers/${customerId}`}>{name}</Link>
                  </>
                )}
              </Text>
            ))}
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

const Heading = ({ title, body }: { title: string; body: string }) => (
  <BlockStack gap="100">
    <Text as="h2" variant="headingMd">
      {title}
    </Text>
    <Text as="p" tone="subdued">
      {body}
    </Text>
  </BlockStack>
);

function Request({ id, customerId, name, requestedAt, dueAt, overdue, downloaded, answeredAt }: ShownRequest) {
  const mayExport = usePermission("data.export");
  const download = useDownload(undefined, ROUTE);
  const answer = useAction({ action: ROUTE, said: words.saidAnswered });
  const state = answeredAt ? words.answered : overdue ? words.overdue : words.open;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          {customerId ? <Link url={`/app/customers/${customerId}`}>{name}</Link> : name}
        </Text>
        <Badge tone={answeredAt ? "success" : overdue ? "warning" : "attention"}>{state}</Badge>
      </InlineStack>
      <Box>
        <Text as="p" tone="subdued">
          {words.asked(requestedAt.shown)} · {answeredAt ? words.answeredAt(answeredAt.shown) : words.due(dueAt.shown)}
        </Text>
        {downloaded && (
          <Text as="p" tone="subdued">
            {words.downloaded(downloaded.at.shown, downloaded.by)}
          </Text>
        )}
        {customerId === null && <Text as="p">{words.nothingKept}</Text>}
      </Box>
      {mayExport && (
        <InlineStack gap="200">
          {customerId && (
            <Button
              accessibilityLabel={words.downloadNamed(name)}
              loading={download.busy}
              onClick={() => download.act({ intent: "download", id })}
            >
              {words.download}
            </Button>
          )}
          {!answeredAt && (
            <Button
              accessibilityLabel={words.answerNamed(name)}
              loading={answer.busy}
              onClick={() => answer.act({ intent: "answer", id })}
            >
              {words.answer}
            </Button>
          )}
        </InlineStack>
      )}
    </BlockStack>
  );
}
