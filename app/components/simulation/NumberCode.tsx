import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";

interface NumberCodeProps {
  /** The number that the code went to. */
  sentTo: string;
  busy: boolean;
  problem: string | undefined;
  /** Called once six digits stand there. */
  onCode: (code: string) => void;
  onAgain: () => void;
}

const DIGITS = 6;
const words = text.trial.numberCode;

/** Asks for the code that proves a number. It submits itself with the last digit, also when it is pasted. */
export function NumberCode({ sentTo, busy, problem, onCode, onAgain }: NumberCodeProps) {
  const [code, setCode] = useState("");
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, "").slice(0, DIGITS);
    setCode(digits);
    if (digits.length === DIGITS && digits !== code && !busy) onCode(digits);
  };
  return (
    <BlockStack gap="200">
      <Text as="p">{words.sent(sentTo)}</Text>
      <TextField
        label={words.label}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={type}
        helpText={words.help}
        error={problem}
        loading={busy}
        focused
      />
      <InlineStack>
        <Button variant="plain" disabled={busy} onClick={onAgain}>
          {words.again}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
