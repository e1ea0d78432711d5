import { isRecord } from "#core/plain-data.ts";
import { LanguageTabs } from "#components/sending/LanguageTabs.tsx";
import { MessageEditor } from "#components/sending/MessageEditor.tsx";
import { text } from "#text/en.ts";
import { languageName } from "#text/language.ts";
import { problemOf, written, type FieldProps } from "./field.ts";
import { LineWithDetails } from "./LineWithDetails.tsx";
import { problemsWithin } from "./problems-within.ts";

/** A Liquid text: a message, in one or several languages, or a single line. */
export function TemplateInput(props: FieldProps) {
  const { field, value, problems, around, config = {}, translations, onChange } = props;
  const { channel } = field;
  if (!channel) return <LineWithDetails {...props} />;
  const body = typeof value === "string" ? value : "";
  const aids = {
    channel,
    offered: around.offered,
    samples: around.samples,
    kind: around.kind,
    links: around.links,
    plainValues: around.plainValues,
    country: around.country,
    snippets: around.snippets,
    starters: around.starters,
    isMms: channel === "sms" && (Boolean(config.picture) || config.contactCard === true),
  };
  const standard = (
    <MessageEditor
      key="default"
      {...aids}
      label={field.label}
      value={body}
      language={around.languages.default}
      problem={problemOf(problems)}
      onChange={(typed) => onChange(written(field, typed))}
    />
  );
  if (!translations) return standard;
  const others = textsIn(translations.value);
  const problemIn = (language: string) => problemOf(problemsWithin(translations.problems, language));
  const write = (texts: Record<string, string>) =>
    translations.onChange(Object.keys(texts).length === 0 ? undefined : texts);
  return (
    <LanguageTabs
      body={body}
      translations={others}
      languages={around.languages}
      problemIn={problemIn}
      path={translations.path}
      onChange={write}
    >
      {(language) =>
        language === null ? (
          standard
        ) : (
          <MessageEditor
            key={language}
            {...aids}
            label={text.message.languages.inLanguage(field.label, languageName(language))}
            value={others[language] ?? ""}
            language={language}
            problem={problemIn(language)}
            onChange={(typed) => write({ ...others, [language]: typed })}
          />
        )
      }
    </LanguageTabs>
  );
}

const textsIn = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([tag, words]) => [tag, typeof words === "string" ? words : ""]))
    : {};
