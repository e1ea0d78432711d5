import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useDownload } from "#components/activity/use-download.ts";
import { usePermission } from "#components/page/access.tsx";
import { showCount } from "#text/number.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

const words = text.archive;

/** The last download of the archive. */
export interface ShownArchive {
  state: "running" | "done" | "failed";
  at: ShownMoment;
  by: string;
  rows: number;
}

/** Downloads all that the shop has. */
export function ArchiveCard({ run }: { run: ShownArchive | null }) {
  const may = usePermission("data.archive");
  const { act, busy } = useDownload(undefined, "/app/archive");
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {words.body}
          </Text>
        </BlockStack>
        {run && <Text as="p">{lastRun(run)}</Text>}
        {may && (
          <InlineStack>
            <Button loading={busy} disabled={run?.state === "running"} onClick={() => act({})}>
              {words.download}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

const lastRun = ({ state, at, by, rows }: ShownArchive): string =>
  state === "done"
    ? words.last(at.shown, by)
    : state === "failed"
      ? words.failed
      : words.running(showCount(rows, "row", "rows"));
