import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";

const words = text.customers.suppression;
const stop = {
  intent: "suppress",
  button: words.stop,
  title: words.title,
  body: words.body,
  action: words.action,
  said: words.done,
} as const;
const lift = {
  intent: "unsuppress",
  button: words.lift,
  title: words.liftTitle,
  body: words.liftBody,
  action: words.liftAction,
  said: words.lifted,
} as const;

/** Suppresses a number for the team, or lifts the team's own suppression. */
export function StaffWord({ suppressed }: { suppressed: boolean }) {
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const change = suppressed ? lift : stop;
  const { act, busy, problemAt } = useAction({
    said: change.said,
    onDone: () => {
      setOpen(false);
      setWhy("");
    },
  });
  return (
    <>
      <InlineStack>
        <Button tone={suppressed ? undefined : "critical"} onClick={() => setOpen(true)}>
          {change.button}
        </Button>
      </InlineStack>
      <Confirm
        open={open}
        title={change.title}
        action={change.action}
        destructive={!suppressed}
        busy={busy}
        onConfirm={() => act({ intent: change.intent, why })}
        onClose={() => setOpen(false)}
      >
        <BlockStack gap="300">
          <Text as="p">{change.body}</Text>
          <TextField
            label={words.why}
            value={why}
            onChange={setWhy}
            autoComplete="off"
            maxLength={300}
            helpText={words.whyHelp}
            error={problemAt("why")}
          />
        </BlockStack>
      </Confirm>
    </>
  );
}
