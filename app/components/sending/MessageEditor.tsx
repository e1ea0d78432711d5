import { BlockStack, InlineStack, TextField } from "@shopify/polaris";
import { useEffect, useId, useRef, useState } from "react";
import type { OfferedField } from "#core/automations/fields.ts";
import { isMarketing, type MessageKind } from "#core/sending/guards/define.ts";
import { ProblemList } from "./ProblemList.tsx";
import { Preview } from "./Preview.tsx";
import type { LinkPlaces, ShownSample } from "./sample.ts";
import { TextSize } from "./TextSize.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { VariablePicker } from "./VariablePicker.tsx";

interface MessageEditorProps {
  label: string;
  /** Liquid, as the merchant writes it. */
  value: string;
  /** What it may name. */
  offered: readonly OfferedField[];
  /** Whom a preview may be for, the newest first. */
  samples: readonly ShownSample[];
  /** What the document's check says of it. */
  problem?: string | undefined;
  onChange: (value: string) => void;
  channel: "sms" | "email";
  /** What the automation is for: a text that sells tells who sends it, and how to opt out. */
  kind?: MessageKind;
  /** Null where the shop wants its links as they are. */
  links: LinkPlaces | null;
}

const nobody: ShownSample = { label: "", values: {} };

/** Writes one text: with details of the customer, and with all that is to be known of it before it goes out. */
export function MessageEditor({
  label,
  value,
  offered,
  samples,
  problem,
  onChange,
  channel,
  kind = "marketing",
  links,
}: MessageEditorProps) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [first, setFirst] = useState(true);
  const sample = samples[chosen] ?? samples[0] ?? nobody;
  const analysis = useAnalysis({
    source: value,
    values: sample.values,
    timezone: sample.timezone ?? "UTC",
    now: sample.now,
    offered,
    channel,
    kind,
    firstMarketing: first,
    links,
  });
  const insert = useInsert(id, value, onChange);
  const faults = analysis?.faults ?? [];
  return (
    <BlockStack gap="300">
      <BlockStack gap="200">
        <TextField
          id={id}
          label={label}
          value={value}
          onChange={onChange}
          onFocus={insert.visit}
          error={faults.length > 0 ? true : problem}
          multiline={4}
          maxHeight="20rem"
          autoComplete="off"
        />
        <div aria-live="polite">
          <ProblemList faults={faults} onFix={onChange} />
        </div>
        <InlineStack gap="200" align="start">
          <VariablePicker offered={offered} onPick={insert.put} />
        </InlineStack>
      </BlockStack>
      <TextSize analysis={analysis} channel={channel} begun={value.trim() !== ""} onFix={onChange} />
      <Preview
        analysis={analysis}
        channel={channel}
        sample={sample}
        samples={samples}
        chosen={chosen}
        onChoose={setChosen}
        first={isMarketing(kind) ? first : null}
        onFirst={setFirst}
      />
    </BlockStack>
  );
}

/**
 * Puts words where the cursor stands, over what is selected, or at the end of what nobody has been in; the cursor
 * then stands behind them.
 */
function useInsert(
  id: string,
  value: string,
  onChange: (value: string) => void,
): { visit: () => void; put: (words: string) => void } {
  const visited = useRef(false);
  const cursor = useRef<number | null>(null);
  useEffect(() => {
    if (cursor.current === null) return;
    const area = areaOf(id);
    area?.focus();
    area?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });
  return {
    visit: () => (visited.current = true),
    put: (words) => {
      const area = visited.current ? areaOf(id) : null;
      const from = area?.selectionStart ?? value.length;
      const to = area?.selectionEnd ?? value.length;
      cursor.current = from + words.length;
      onChange(value.slice(0, from) + words + value.slice(to));
    },
  };
}

function areaOf(id: string): HTMLTextAreaElement | null {
  const found = document.getElementById(id);
  return found instanceof HTMLTextAreaElement ? found : null;
}
