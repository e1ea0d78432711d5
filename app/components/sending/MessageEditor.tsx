import { BlockStack, InlineStack, TextField } from "@shopify/polaris";
import { useEffect, useId, useRef, useState } from "react";
import type { OfferedField } from "#core/automations/fields.ts";
import { isMarketing, type MessageKind } from "#core/sending/message-kind.ts";
import type { Mend } from "./format-template-problem.ts";
import { unknownNames } from "#core/sending/templates/variables.ts";
import { ProblemList } from "./ProblemList.tsx";
import { Preview } from "./Preview.tsx";
import { costOfEmoji, EmojiPicker } from "./EmojiPicker.tsx";
import { LinkPicker } from "./LinkPicker.tsx";
import { SnippetPicker } from "./SnippetPicker.tsx";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import type { ShownSample } from "./sample.ts";
import { TextSize } from "./TextSize.tsx";
import { useAnalysis } from "./use-analysis.ts";
import { VariablePicker } from "./VariablePicker.tsx";

interface MessageEditorProps {
  label: string;
  /** Liquid. */
  value: string;
  /** Available variables. */
  offered: readonly OfferedField[];
  /** Sample customers for previews, newest first. */
  samples: readonly ShownSample[];
  /** The validation message. */
  problem?: string | undefined;
  onChange: (value: string) => void;
  channel: "sms" | "email";
  /** The message type: marketing texts name the shop and the opt-out. */
  kind?: MessageKind;
  links: LinkPlaces;
  /** The shop's setting "Use plain characters in values". */
  plainValues: boolean;
  /** The country of the prices, ISO 3166 alpha-2. */
  country: string;
  snippets: readonly Snippet[];
  /** Texts of the library to begin with. */
  starters: readonly Snippet[];
  /** The language of the words. */
  language: string;
  /** It carries a picture or a contact card. */
  isMms?: boolean;
}

const nobody: ShownSample = { label: "", values: {} };

/** The editor of one message: variables, preview, problems, segments and credits. */
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
  plainValues,
  country,
  snippets,
  starters,
  language,
  isMms = false,
}: MessageEditorProps) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [first, setFirst] = useState(true);
  const [left, setLeft] = useState(false);
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
    plainValues,
    language,
  });
  const insert = useInsert(id, value, onChange);
  // A new text shows no problems before the merchant has worked on it.
  const isBegun = value !== "" || left || problem !== undefined;
  const problems = isBegun ? (analysis?.problems ?? []) : [];
  const mend = (change: Mend) => onChange(change(value));
  return (
    <BlockStack gap="300">
      <BlockStack gap="200">
        <TextField
          id={id}
          label={label}
          value={value}
          onChange={onChange}
          onFocus={insert.visit}
          onBlur={() => setLeft(true)}
          error={problems.length > 0 ? true : problem}
          multiline={4}
          maxHeight="20rem"
          autoComplete="off"
        />
        <div aria-live="polite">
          <ProblemList problems={problems} onFix={mend} />
        </div>
        <InlineStack gap="200" align="start">
          <VariablePicker offered={offered} onPick={insert.put} />
          <EmojiPicker
            costs={() => (channel === "sms" ? costOfEmoji(value, offered, { kind, language }) : null)}
            onPick={insert.put}
          />
          <LinkPicker offered={offered} onPick={insert.put} />
          <SnippetPicker
            snippets={snippets}
            starters={channel === "sms" ? starters.filter(({ body }) => unknownNames(body, offered).length === 0) : []}
            onPick={insert.put}
          />
        </InlineStack>
      </BlockStack>
      <TextSize
        analysis={analysis}
        country={country}
        channel={channel}
        isMms={isMms}
        begun={value.trim() !== ""}
        onFix={mend}
      />
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
 * Inserts text at the cursor or over the selection; at the end if the field never had the focus. Then moves the cursor
 * behind it.
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
