import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import type { OfferedField } from "#core/automations/fields.ts";
import type { CustomerLanguages } from "#components/sending/languages.ts";
import { languageName } from "#text/language.ts";
import { LanguageTabs } from "#components/sending/LanguageTabs.tsx";
import { MessageEditor } from "#components/sending/MessageEditor.tsx";
import type { ShownSample } from "#components/sending/sample.ts";
import type { LinkPlaces } from "#core/sending/links.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { text } from "#text/en.ts";
import { letterOf, type PlanForm } from "./plan-form.ts";

const words = text.campaigns.form;
type Arm = PlanForm["arms"][number];

export interface WritingAids {
  offered: readonly OfferedField[];
  samples: readonly ShownSample[];
  links: LinkPlaces;
  plainValues: boolean;
  snippets: readonly Snippet[];
  starters: readonly Snippet[];
  country: string;
  languages: CustomerLanguages;
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
export function WordingCard({ arm, at, alone, problemAt, onChange, onRemove, languages, ...aids }: WordingCardProps) {
  const letter = letterOf(at);
  const problemIn = (language: string) => problemAt(`arms.${at}.translations.${language}`);
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
        <LanguageTabs
          body={arm.body}
          translations={arm.translations}
          languages={languages}
          problemIn={problemIn}
          onChange={(translations) => onChange({ translations })}
        >
          {(language) =>
            language === null ? (
              <MessageEditor
                key="default"
                {...aids}
                isMms={Boolean(arm.picture)}
                label={words.text}
                value={arm.body}
                language={languages.default}
                problem={problemAt(`arms.${at}.body`)}
                channel="sms"
                onChange={(body) => onChange({ body })}
              />
            ) : (
              <MessageEditor
                key={language}
                {...aids}
                isMms={Boolean(arm.picture)}
                label={text.message.languages.inLanguage(words.text, languageName(language))}
                value={arm.translations[language] ?? ""}
                language={language}
                problem={problemIn(language)}
                channel="sms"
                onChange={(body) => onChange({ translations: { ...arm.translations, [language]: body } })}
              />
            )
          }
        </LanguageTabs>
        <TextField
          label={words.picture}
          helpText={words.pictureHelp}
          value={arm.picture ?? ""}
          error={problemAt(`arms.${at}.picture`)}
          autoComplete="off"
          onChange={(picture) => onChange({ picture })}
        />
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
      </BlockStack>
    </Card>
  );
}
