import { Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { RunState } from "#core/engine/run-state.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";

type TargetStatus = "paused" | "active" | "cancelled";

const words = text.automation;
const questions: Record<TargetStatus, { title: (name: string) => string; body: string; action: string }> = {
  paused: { title: words.pauseTitle, body: words.pauseBody, action: words.pause },
  active: { title: words.resumeTitle, body: words.resumeBody, action: words.resume },
  cancelled: { title: words.cancelTitle, body: words.cancelBody, action: words.cancelAction },
};

interface SequenceActionsProps {
  id: string;
  state: RunState;
  /** Labels the sequence: the customer's name in an automation's list, the automation's name on a customer's page. */
  name: string;
}

/** Pauses, resumes or cancels one sequence, after a confirmation. */
export function SequenceActions({ id, state, name }: SequenceActionsProps) {
  const [target, setTarget] = useState<TargetStatus | null>(null);
  const { act, busy } = useAction({
    action: `/app/sequences/${id}`,
    said: words.steered[target ?? "paused"],
    onDone: () => setTarget(null),
  });
  if (!usePermission("sequences.steer")) return null;
  const isPaused = state === "paused";
  const question = target && questions[target];
  return (
    <>
      <InlineStack gap="200">
        <Button
          size="slim"
          accessibilityLabel={isPaused ? words.resumeNamed(name) : words.pauseNamed(name)}
          onClick={() => setTarget(isPaused ? "active" : "paused")}
        >
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button
          size="slim"
          tone="critical"
          accessibilityLabel={words.cancelNamed(name)}
          onClick={() => setTarget("cancelled")}
        >
          {words.cancel}
        </Button>
      </InlineStack>
      <Confirm
        open={question !== null}
        title={question?.title(name) ?? ""}
        action={question?.action ?? ""}
        destructive={target === "cancelled"}
        busy={busy}
        onConfirm={() => act({ to: target })}
        onClose={() => setTarget(null)}
      >
        <Text as="p">{question?.body}</Text>
      </Confirm>
    </>
  );
}
