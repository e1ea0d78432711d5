import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { RetryBlocker } from "#core/engine/retry-objection.ts";
import { text } from "#text/en.ts";
import { CHANGE_STEP_ACTION } from "#components/scheduled/change-step-action.ts";
import { usePermission } from "#components/page/access.tsx";
import { Confirm } from "#components/page/Confirm.tsx";
import { useAction } from "#components/browser/use-action.ts";

const words = text.entry;

/**
 * Offers to retry a failed step, or says why that is not possible.
 * @param doing the step's label
 */
export function RetryCard({
  retry,
  doing,
}: {
  retry: { stepId: string; objection: RetryBlocker | null };
  doing: string;
}) {
  const may = usePermission("sequences.steer");
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const { act, busy } = useAction({ action: CHANGE_STEP_ACTION, said: words.retried, onDone: close });
  if (retry.objection) {
    return (
      <Card>
        <Text as="p">{words.cannotRetry(words.notAgain[retry.objection])}</Text>
      </Card>
    );
  }
  if (!may) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{words.mayRetry}</Text>
        <InlineStack>
          <Button onClick={() => setAsking(true)}>{words.retry}</Button>
        </InlineStack>
      </BlockStack>
      <Confirm
        open={asking}
        title={words.retryTitle}
        action={words.retry}
        busy={busy}
        onConfirm={() => act({ intent: "retry", id: retry.stepId })}
        onClose={close}
      >
        <Text as="p">{words.retryBody(doing)}</Text>
      </Confirm>
    </Card>
  );
}
