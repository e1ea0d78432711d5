import { Banner, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BackgroundJobStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";

interface RunProgressProps {
  run: { id: string; status: BackgroundJobStatus; error: string | null; progress: number | null };
}

const words = text.trial;

/** The progress of a running backtest with a cancel button, or why it has no results. */
export function RunProgress({ run: { id, status, error, progress } }: RunProgressProps) {
  if (status === "failed")
    return (
      <Banner tone="critical" title={words.failedTitle}>
        <Text as="p" breakWord>
          {error}
        </Text>
      </Banner>
    );
  if (status === "cancelled") return <Banner title={words.cancelledTitle} />;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {status === "waiting" ? words.waitingTitle : words.underWayTitle}
          </Text>
          <StopButton runId={id} />
        </InlineStack>
        <ProgressBar progress={Math.round((progress ?? 0) * 100)} ariaLabelledBy="run-told" size="small" />
        <Text as="p" tone="subdued" id="run-told">
          {words.underWayBody}
        </Text>
      </BlockStack>
    </Card>
  );
}

function StopButton({ runId }: { runId: string }) {
  const [asks, setAsks] = useState(false);
  const { act, busy } = useAction({ said: words.cancelled, onDone: () => setAsks(false) });
  if (!usePermission("automations.edit")) return null;
  return (
    <>
      <Button size="slim" onClick={() => setAsks(true)}>
        {words.cancel}
      </Button>
      <Confirm
        open={asks}
        title={words.cancelTitle}
        action={words.cancel}
        destructive
        busy={busy}
        onConfirm={() => act({ intent: "cancel", runId })}
        onClose={() => setAsks(false)}
      >
        <Text as="p">{words.cancelBody}</Text>
      </Confirm>
    </>
  );
}
