import { Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { SequenceStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";

type Aim = "paused" | "active" | "cancelled";

const words = text.automation;
const asked: Record<Aim, { title: (name: string) => string; body: string; action: string }> = {
  paused: { title: words.pauseTitle, body: words.pauseBody, action: words.pause },
  active: { title: words.resumeTitle, body: words.resumeBody, action: words.resume },
  cancelled: { title: words.cancelTitle, body: words.cancelBody, action: words.cancel },
};

interface SteerSequenceProps {
  id: string;
  status: SequenceStatus;
  /** Whose way it is among others', or which of somebody's. */
  name: string;
}

/** Pauses, resumes or cancels one customer's way, asking first. */
export function SequenceActions({ id, status, name }: SteerSequenceProps) {
  const [aim, setAim] = useState<Aim | null>(null);
  const { act, busy } = useAction({
    action: `/app/sequences/${id}`,
    said: words.steered[aim ?? "paused"],
    onDone: () => setAim(null),
  });
  if (!usePermission("sequences.steer")) return null;
  const isPaused = status === "paused";
  const question = aim && asked[aim];
  return (
    <>
      <InlineStack gap="200">
        <Button
          size="slim"
          accessibilityLabel={isPaused ? words.resumeNamed(name) : words.pauseNamed(name)}
          onClick={() => setAim(isPaused ? "active" : "paused")}
        >
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button
          size="slim"
          tone="critical"
          accessibilityLabel={words.cancelNamed(name)}
          onClick={() => setAim("cancelled")}
        >
          {words.cancel}
        </Button>
      </InlineStack>
      <Confirm
        open={question !== null}
        title={question?.title(name) ?? ""}
        action={question?.action ?? ""}
        destructive={aim === "cancelled"}
        busy={busy}
        onConfirm={() => act({ to: aim })}
        onClose={() => setAim(null)}
      >
        <Text as="p">{question?.body}</Text>
      </Confirm>
    </>
  );
}
