import { Banner, BlockStack, Checkbox, List, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { missingParts } from "#core/consent/disclosure.ts";
import type { TextToJoin } from "#core/consent/text-to-join.ts";
import { text } from "#text/en.ts";
import { Section } from "./Section.tsx";
import type { SectionProps } from "./use-settings-draft.ts";

const words = text.settings.join;

/** Text-to-join keywords, and the wording that customers read beside them. */
export function JoinSection({
  draft,
  change,
  problemAt,
  readOnly,
  nameInTexts,
  byDefault,
}: SectionProps & { nameInTexts: string; byDefault: string }) {
  const join = typeof draft.textToJoin === "object" ? draft.textToJoin : null;
  const put = (part: Partial<Record<keyof TextToJoin, unknown>>) =>
    change("textToJoin", { ...empty(byDefault), ...join, ...part } as TextToJoin);
  const [typed, setTyped] = useState("");
  const shown = join?.keywords.join(", ") ?? "";
  const write = (written: string) => {
    const keywords = keywordsIn(written);
    setTyped(written.toUpperCase());
    if (keywords.length === 0) change("textToJoin", null);
    else put({ keywords });
  };
  const problem = problemAt("textToJoin.keywords") ?? firstProblem(join?.keywords.length ?? 0, problemAt);
  const missing = join ? missingParts(join.wording, nameInTexts) : [];
  return (
    <Section id="join" title={words.title} body={words.body}>
      <TextField
        label={words.keywords}
        autoComplete="off"
        // What is typed, such as a comma at its end, stays until the keywords change elsewhere.
        value={keywordsIn(typed).join(", ") === shown ? typed : shown}
        onChange={write}
        helpText={words.keywordsHelp}
        error={problem}
        disabled={readOnly}
      />
      {join && (
        <BlockStack gap="200">
          <TextField
            label={words.wording}
            multiline={4}
            autoComplete="off"
            value={join.wording}
            // The merchant confirms each new wording.
            onChange={(wording) => put({ wording, confirmed: false })}
            helpText={words.wordingHelp}
            error={problemAt("textToJoin.wording")}
            maxLength={2_000}
            showCharacterCount
            disabled={readOnly}
          />
          {join.version && (
            <Text as="p" tone="subdued">
              {words.version(join.version)}
            </Text>
          )}
          {missing.length > 0 && (
            <Banner tone="warning" title={words.missingTitle}>
              <List>
                {missing.map((part) => (
                  <List.Item key={part}>{text.settings.consent.missing[part]}</List.Item>
                ))}
              </List>
            </Banner>
          )}
          <Checkbox
            label={words.confirm}
            checked={join.confirmed}
            onChange={(confirmed) => put({ confirmed })}
            error={problemAt("textToJoin.confirmed")}
            disabled={readOnly}
          />
        </BlockStack>
      )}
    </Section>
  );
}

const keywordsIn = (written: string): string[] =>
  written
    .toUpperCase()
    .split(/[,;\s]+/)
    .filter((word) => word !== "");

const empty = (wording: string) => ({ keywords: [], wording, version: "", confirmed: false });

const firstProblem = (keywords: number, problemAt: SectionProps["problemAt"]): string | undefined =>
  Array.from({ length: keywords }, (_, at) => problemAt(`textToJoin.keywords.${at}`)).find(Boolean);
