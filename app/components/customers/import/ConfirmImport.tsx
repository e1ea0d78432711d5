import { Banner, BlockStack, Button, Card, Checkbox, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { OutcomeCounts } from "#core/customers/contact-import/judge.ts";
import { text } from "#text/en.ts";
import { useAction } from "../../browser/use-action.ts";

const words = text.contacts;
const NONE = "";

interface ConfirmImportProps {
  segments: readonly { id: string; name: string }[];
  doubleOptIn: boolean;
  counts: Partial<OutcomeCounts>;
  onChange: () => void;
}

/** Asks the person who imports a list to stand for its consents, and imports it. */
export function ConfirmImport({ segments, doubleOptIn, counts, onChange }: ConfirmImportProps) {
  const [statement, setStatement] = useState("");
  const [segmentId, setSegmentId] = useState(NONE);
  const [startsAutomations, setStartsAutomations] = useState(false);
  const { act, busy, problemAt } = useAction({ said: words.begun });
  const {
    new: fresh = 0,
    known = 0,
    consenting = 0,
    no_proof: unproven = 0,
    opt_out: out = 0,
    opted_out: stopped = 0,
  } = counts;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.confirmTitle}
        </Text>
        {doubleOptIn && <Banner tone="info">{words.doubleOptIn}</Banner>}
        <TextField
          label={words.statement}
          value={statement}
          onChange={setStatement}
          multiline={3}
          maxLength={1_000}
          autoComplete="off"
          helpText={words.statementHelp}
          error={problemAt("statement")}
        />
        <Select
          label={words.segment}
          options={[
            { label: words.noSegment, value: NONE },
            ...segments.map(({ id, name }) => ({ label: name, value: id })),
          ]}
          value={segmentId}
          onChange={setSegmentId}
        />
        <Checkbox
          label={words.startsAutomations}
          helpText={words.startsAutomationsHelp}
          checked={startsAutomations}
          onChange={setStartsAutomations}
        />
        <InlineStack align="end" gap="200">
          <Button onClick={onChange}>{words.change}</Button>
          <Button
            variant="primary"
            loading={busy}
            onClick={() =>
              act({
                intent: "import",
                plan: { statement, segmentId: segmentId || null, startsAutomations },
              })
            }
          >
            {words.importRows(fresh + known + consenting + unproven + out + stopped)}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
