import { Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { Confirm } from "#components/page/Confirm.tsx";
import { useAction } from "#components/browser/use-action.ts";

interface RestoreButtonProps {
  version: number;
  /** The draft has unpublished changes. */
  losesChanges: boolean;
}

const words = text.publish;

/** Restores a version into the draft, after a confirmation. */
export function RestoreButton({ version, losesChanges }: RestoreButtonProps) {
  const [asks, setAsks] = useState(false);
  const { act, busy } = useAction({ said: words.restored(version), onDone: () => setAsks(false) });
  if (!usePermission("automations.edit")) return null;
  return (
    <>
      <Button size="slim" accessibilityLabel={words.restoreNamed(version)} onClick={() => setAsks(true)}>
        {words.restore}
      </Button>
      <Confirm
        open={asks}
        title={words.restoreTitle(version)}
        action={words.restore}
        destructive={losesChanges}
        busy={busy}
        onConfirm={() => act({ version })}
        onClose={() => setAsks(false)}
      >
        <Text as="p">{`${words.restoreBody}${losesChanges ? ` ${words.restoreLoses}` : ""}`}</Text>
      </Confirm>
    </>
  );
}
