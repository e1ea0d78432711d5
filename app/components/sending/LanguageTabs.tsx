import { BlockStack, Box, Button, InlineStack, Select, Tabs, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { missingLanguages } from "#core/sending/languages/choose-words.ts";
import { text } from "#text/en.ts";
import { languageName } from "#text/language.ts";
import { languagesBesides, type CustomerLanguages } from "./languages.ts";

const words = text.message.languages;
/** Missing languages that are named; the others are counted. */
const MAX_NAMED = 3;

interface LanguageTabsProps {
  body: string;
  /** The words in other languages. */
  translations: Readonly<Record<string, string>>;
  languages: CustomerLanguages;
  /** The message of a language's problem; undefined for one without. */
  problemIn: (language: string) => string | undefined;
  /** The path of the translations, for problems that are looked for. */
  path?: string;
  onChange: (translations: Record<string, string>) => void;
  /** The editor of the words in a language; null for the default words. */
  children: (language: string | null) => ReactNode;
}

/** A message in its languages: a tab for each, which customers' languages are missing, and one more to add. */
export function LanguageTabs({
  body,
  translations,
  languages,
  problemIn,
  path,
  onChange,
  children,
}: LanguageTabsProps) {
  const written = Object.keys(translations);
  const [chosen, choose] = useState<string | null>(null);
  const shown = chosen !== null && written.includes(chosen) ? chosen : null;
  const add = (language: string) => {
    onChange({ ...translations, [language]: body });
    choose(language);
  };
  const others = [null, ...written].filter((tag) => tag !== shown);
  const editor = (
    <BlockStack gap="300">
      <div {...(path && shown && { "data-path": `${path}.${shown}` })}>{children(shown)}</div>
      {shown && (
        <InlineStack align="end">
          <Button
            variant="plain"
            tone="critical"
            onClick={() => {
              const { [shown]: _removed, ...left } = translations;
              onChange(left);
              choose(null);
            }}
          >
            {words.remove(languageName(shown))}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
  return (
    <BlockStack gap="300">
      {written.length === 0 ? (
        editor
      ) : (
        <Tabs
          selected={shown === null ? 0 : written.indexOf(shown) + 1}
          onSelect={(at) => choose(written[at - 1] ?? null)}
          tabs={[
            { id: "language-default", content: words.default(languageName(languages.default)) },
            ...written.map((tag) => ({
              id: `language-${tag}`,
              content: languageName(tag),
              ...(problemIn(tag) && { badge: words.problem }),
            })),
          ]}
        >
          <Box paddingBlockStart="300">{editor}</Box>
        </Tabs>
      )}
      {others.flatMap((tag) => {
        const problem = tag === null ? undefined : problemIn(tag);
        if (!tag || !problem) return [];
        return (
          <div key={tag} {...(path && { "data-path": `${path}.${tag}` })}>
            <InlineStack gap="200">
              <Text as="span" tone="critical">
                {words.problemIn(languageName(tag), problem)}
              </Text>
              <Button variant="plain" onClick={() => choose(tag)}>
                {words.show(languageName(tag))}
              </Button>
            </InlineStack>
          </div>
        );
      })}
      <MissingLanguages {...{ written, languages, onAdd: add }} />
      <AddLanguage free={languagesBesides([...written, languages.default], languages.readers)} onAdd={add} />
    </BlockStack>
  );
}

interface MissingLanguagesProps {
  written: readonly string[];
  languages: CustomerLanguages;
  onAdd: (language: string) => void;
}

/** The customers who read a language that the message is not written in. */
function MissingLanguages({ written, languages, onAdd }: MissingLanguagesProps) {
  const missing = missingLanguages(languages.readers, written, languages.default);
  const named = missing.slice(0, MAX_NAMED);
  const rest = missing.length - named.length;
  return missing.length === 0 ? null : (
    <BlockStack gap="100">
      {named.map(({ language, customers }) => (
        <InlineStack key={language} gap="200">
          <Text as="span" tone="subdued">
            {words.missing(customers, languageName(language))}
          </Text>
          <Button variant="plain" onClick={() => onAdd(language)}>
            {words.addOne(languageName(language))}
          </Button>
        </InlineStack>
      ))}
      {rest > 0 && (
        <Text as="span" tone="subdued">
          {words.missingMore(rest)}
        </Text>
      )}
    </BlockStack>
  );
}

function AddLanguage({ free, onAdd }: { free: readonly string[]; onAdd: (language: string) => void }) {
  const [language, setLanguage] = useState("");
  const next = free.includes(language) ? language : (free[0] ?? "");
  return (
    <InlineStack gap="200" blockAlign="end">
      <Select
        label={words.language}
        options={free.map((tag) => ({ value: tag, label: languageName(tag) }))}
        value={next}
        onChange={setLanguage}
      />
      <Button disabled={next === ""} onClick={() => onAdd(next)}>
        {words.add}
      </Button>
    </InlineStack>
  );
}
