import { BlockStack, Link, Text } from "@shopify/polaris";
import { TextBlockIcon } from "@shopify/polaris-icons";
import { search } from "#core/automations/search.ts";
import type { Snippet } from "#core/sending/snippets.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { InsertMenu } from "./InsertMenu.tsx";
import { InsertSearch } from "./InsertSearch.tsx";

const words = text.message.snippets;

interface SnippetPickerProps {
  snippets: readonly Snippet[];
  /** Texts of the library to begin a message with. */
  starters: readonly Snippet[];
  onPick: (body: string) => void;
}

/** Inserts one of the shop's snippets, or a text of the library. */
export function SnippetPicker({ snippets, starters, onPick }: SnippetPickerProps) {
  const mayManage = usePermission("settings.change");
  const families = [
    { label: words.all, texts: snippets.map((snippet, at) => ({ key: `own ${at}`, ...snippet })) },
    { label: words.starters, texts: starters.map((starter, at) => ({ key: `starter ${at}`, ...starter })) },
  ];
  return (
    <InsertMenu label={words.open} icon={TextBlockIcon}>
      {(close) => (
        <BlockStack gap="200">
          <InsertSearch
            label={words.find}
            none={words.none}
            find={(typed) =>
              families
                .map(({ label, texts }) => ({
                  label,
                  results: search(texts, typed, ({ title, body }) => ({ label: title, description: body })).map(
                    resultOf,
                  ),
                }))
                .filter(({ results }) => results.length > 0)
            }
            onTake={(key) => {
              const taken = families.flatMap(({ texts }) => texts).find((one) => one.key === key);
              close();
              if (taken) onPick(taken.body);
            }}
          />
          {snippets.length === 0 && (
            <Text as="p" variant="bodySm" tone="subdued">
              {words.empty}
            </Text>
          )}
          {mayManage && <Link url="/app/settings/snippets">{words.manage}</Link>}
        </BlockStack>
      )}
    </InsertMenu>
  );
}

const resultOf = ({ key, title, body }: Snippet & { key: string }) => ({
  key,
  shown: (
    <BlockStack>
      <Text as="span">{title}</Text>
      <Text as="span" variant="bodySm" tone="subdued" truncate>
        {body}
      </Text>
    </BlockStack>
  ),
});
