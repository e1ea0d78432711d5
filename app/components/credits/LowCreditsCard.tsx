import { BlockStack, Card, Checkbox, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { SaveBar } from "../page/SaveBar.tsx";
import { useAction } from "../browser/use-action.ts";

const words = text.credits;

interface CreditSettings {
  lowBalanceAt: number;
  holdTransactionalUntilToppedUp: boolean;
}

/** The low balance settings. */
export function LowCreditsCard({ settings }: { settings: CreditSettings }) {
  const mayChange = usePermission("settings.change");
  const saved = { lowBalanceAt: String(settings.lowBalanceAt), holds: settings.holdTransactionalUntilToppedUp };
  const [typed, setTyped] = useState(saved);
  const { act, busy, problemAt } = useAction({ action: "/app/credits/settings", said: words.savedSettings });
  const lowBalanceAt = typed.lowBalanceAt.trim() === "" ? null : Number(typed.lowBalanceAt);
  const dirty = lowBalanceAt !== settings.lowBalanceAt || typed.holds !== settings.holdTransactionalUntilToppedUp;
  const save = () => act({ lowBalanceAt, holdTransactionalUntilToppedUp: typed.holds });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.settings}
        </Text>
        <TextField
          label={words.lowBalanceAt}
          type="number"
          min={0}
          inputMode="numeric"
          suffix={words.creditsUnit}
          helpText={words.lowBalanceAtHelp}
          value={typed.lowBalanceAt}
          onChange={(next) => setTyped({ ...typed, lowBalanceAt: next })}
          error={problemAt("lowBalanceAt")}
          disabled={!mayChange}
          autoComplete="off"
        />
        <Checkbox
          label={words.hold}
          helpText={words.holdHelp}
          checked={typed.holds}
          onChange={(holds) => setTyped({ ...typed, holds })}
          disabled={!mayChange}
        />
      </BlockStack>
      <SaveBar dirty={dirty} saving={busy} onSave={save} onDiscard={() => setTyped(saved)} />
    </Card>
  );
}
