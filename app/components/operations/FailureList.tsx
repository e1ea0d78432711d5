import { BlockStack, Box, Button, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Confirm } from "../page/Confirm.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { Time } from "../page/Time.tsx";
import { Part } from "./Part.tsx";

export interface FailureLine {
  id: string;
  what: "event" | "step";
  name: string;
  customer: string | null;
  at: ShownMoment;
  error: string;
  logId: string | null;
  objection: string | null;
}

const words = text.health;
const called = ({ what, name, customer }: FailureLine) =>
  what === "event" ? words.eventCalled(name) : words.stepCalled(name, customer);

/** Permanently failed events and steps with their errors; retries one or all. */
export function FailureList({ failures, may }: { failures: readonly FailureLine[]; may: boolean }) {
  const [asked, ask] = useState<readonly string[]>([]);
  const close = () => ask([]);
  const retry = useAction<ActionResponse & { done: number; left: number }>({
    said: ({ done, left }) => words.triedManyAgain(done, left),
    onDone: close,
  });
  if (failures.length === 0) return null;
  const again = failures.filter(({ objection }) => objection === null).map(({ id }) => id);
  return (
    <Part
      title={words.failures}
      about={words.failuresBody}
      {...(may && again.length > 1 && { action: { content: words.tryAllAgain, onAction: () => ask(again) } })}
    >
      {failures.map((failure) => (
        <Fragment key={failure.id}>
          <Divider />
          <Failure failure={failure} {...(may && failure.objection === null && { onRetry: () => ask([failure.id]) })} />
        </Fragment>
      ))}
      <Confirm
        open={asked.length > 0}
        title={words.askRetry(asked.length)}
        action={words.tryAgain}
        busy={retry.busy}
        onConfirm={() => retry.act({ intent: "retry", ids: asked })}
        onClose={close}
      >
        <Text as="p">{words.askRetryBody}</Text>
      </Confirm>
    </Part>
  );
}

function Failure({ failure, onRetry }: { failure: FailureLine; onRetry?: () => void }) {
  const { logId, error, at, objection } = failure;
  return (
    <Box padding="400">
      <InlineStack align="space-between" gap="300" blockAlign="center">
        <BlockStack gap="050">
          <Text as="span" fontWeight="medium">
            {logId ? (
              <Link monochrome removeUnderline url={`/app/activity/${logId}`}>
                {called(failure)}
              </Link>
            ) : (
              called(failure)
            )}
          </Text>
          <Text as="span" breakWord>
            {error}
          </Text>
          <Text as="span" tone="subdued">
            <Time at={at} />
            {objection && ` · ${words.cannot(objection)}`}
          </Text>
        </BlockStack>
        {onRetry && (
          <Button onClick={onRetry} accessibilityLabel={words.tryAgainNamed(called(failure))}>
            {words.tryAgain}
          </Button>
        )}
      </InlineStack>
    </Box>
  );
}
