import { Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useMay } from "../shell/access.tsx";
import { Confirm } from "../shell/Confirm.tsx";
import { useAct } from "../shell/use-act.ts";
import type { InsidePerson } from "./InsideCard.tsx";

type Aim = "paused" | "active" | "cancelled";

const words = text.automation;
const asked: Record<Aim, { title: (name: string) => string; body: string; action: string }> = {
  paused: { title: words.pauseTitle, body: words.pauseBody, action: words.pause },
  active: { title: words.resumeTitle, body: words.resumeBody, action: words.resume },
  cancelled: { title: words.cancelTitle, body: words.cancelBody, action: words.cancel },
};

/** Pauses, resumes or cancels one customer's way, asking first. */
export function SteerSequence({ person: { id, status, customer } }: { person: InsidePerson }) {
  const [aim, setAim] = useState<Aim | null>(null);
  const { act, busy } = useAct({ action: `/app/sequences/${id}`, said: words.steered[aim ?? "paused"], onDone: () => setAim(null) });
  if (!useMay("sequences.steer")) return null;
  const name = customer.name ?? customer.phone ?? words.noName;
  const isPaused = status === "paused";
  const question = aim && asked[aim];
  return (
    <>
      <InlineStack gap="200">
        <Button size="slim" accessibilityLabel={isPaused ? words.resumeNamed(name) : words.pauseNamed(name)} onClick={() => setAim(isPaused ? "active" : "paused")}>
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button size="slim" tone="critical" accessibilityLabel={words.cancelNamed(name)} onClick={() => setAim("cancelled")}>
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
