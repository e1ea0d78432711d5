import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { OfferedField } from "#core/automations/fields.ts";
import { MessageEditor } from "#components/sending/MessageEditor.tsx";
import type { ShownSample } from "#components/sending/sample.ts";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { text } from "#text/en.ts";
import { letterOf, type PlanForm } from "./plan-form.ts";

const words = text.campaigns.form;
type Arm = PlanForm["arms"][number];

/** The languages of most stores' customers; a file may name any. */
const LANGUAGES = [
  "ar",
  "da",
  "de",
  "en",
  "es",
  "fi",
  "fr",
  "it",
  "ja",
  "ko",
  "nl",
  "no",
  "pl",
  "pt",
  "pt-BR",
  "sv",
  "zh",
];
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });
const nameOf = (locale: string): string => languageNames.of(locale) ?? locale;

export interface WritingAids {
  offered: readonly OfferedField[];
  samples: readonly ShownSample[];
  links: LinkPlaces;
  plainValues: boolean;
  snippets: readonly Snippet[];
  starters: readonly Snippet[];
  country: string;
}

interface WordingCardProps extends WritingAids {
  arm: Arm;
  at: number;
  /** The only wording has no share. */
  alone: boolean;
  problemAt: (path: string) => string | undefined;
  onChange: (change: Partial<Arm>) => void;
  onRemove: () => void;
}

/** One wording of the text, in all its languages. */
export function WordingCard({ arm, at, alone, problemAt, onChange, onRemove, ...aids }: WordingCardProps) {
  const letter = letterOf(at);
  const [language, setLanguage] = useState("de");
  const written = Object.keys(arm.translations);
  const free = LANGUAGES.filter((each) => !written.includes(each));
  const editor = (label: string, value: string, path: string, change: (body: string) => void) => (
    <MessageEditor
      key={path}
      {...aids}
      label={label}
      value={value}
      problem={problemAt(path)}
      channel="sms"
      onChange={change}
    />
  );
  const translate = (locale: string, body: string) =>
    onChange({ translations: { ...arm.translations, [locale]: body } });
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {alone ? words.words : words.wording(letter)}
          </Text>
          {!alone && (
            <Button variant="plain" tone="critical" onClick={onRemove}>
              {words.removeWording(letter)}
            </Button>
          )}
        </InlineStack>
        {editor(words.text, arm.body, `arms.${at}.body`, (body) => onChange({ body }))}
        {!alone && (
          <TextField
            label={words.share}
            type="number"
            min={0}
            value={arm.share}
            helpText={words.shareHelp}
            error={problemAt(`arms.${at}.share`)}
            autoComplete="off"
            onChange={(share) => onChange({ share })}
          />
        )}
        {written.map((locale) => (
          <BlockStack key={locale} gap="200">
            {editor(
              words.inLanguage(nameOf(locale)),
              arm.translations[locale] ?? "",
              `arms.${at}.translations.${locale}`,
              (body) => translate(locale, body),
            )}
            <InlineStack align="end">
              <Button
                variant="plain"
                tone="critical"
                onClick={() => {
                  const { [locale]: _removed, ...translations } = arm.translations;
                  onChange({ translations });
                }}
              >
                {words.removeLanguage(nameOf(locale))}
              </Button>
            </InlineStack>
          </BlockStack>
        ))}
        {free.length > 0 && (
          <InlineStack gap="200" blockAlign="end">
            <Select
              label={words.language}
              options={free.map((each) => ({ value: each, label: nameOf(each) }))}
              value={free.includes(language) ? language : (free[0] ?? "")}
              onChange={setLanguage}
            />
            <Button onClick={() => translate(free.includes(language) ? language : (free[0] ?? "de"), arm.body)}>
              {words.addLanguage}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
