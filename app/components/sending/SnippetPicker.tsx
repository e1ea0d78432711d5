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
  onPick: (body: string) => void;
}

/** Inserts one of the shop's snippets. */
export function SnippetPicker({ snippets, onPick }: SnippetPickerProps) {
  const mayManage = usePermission("settings.change");
  return (
    <InsertMenu label={words.open} icon={TextBlockIcon}>
      {(close) => (
        <BlockStack gap="200">
          {snippets.length === 0 ? (
            <Text as="p" tone="subdued">
              {words.empty}
            </Text>
          ) : (
            <InsertSearch
              label={words.find}
              none={words.none}
              find={(typed) => {
                const found = search([...snippets.entries()], typed, ([, { title, body }]) => ({
                  label: title,
                  description: body,
                }));
                return found.length > 0 ? [{ label: words.all, results: found.map(resultOf) }] : [];
              }}
              onTake={(at) => {
                const snippet = snippets[Number(at)];
                close();
                if (snippet) onPick(snippet.body);
              }}
            />
          )}
          {mayManage && <Link url="/app/settings/snippets">{words.manage}</Link>}
        </BlockStack>
      )}
    </InsertMenu>
  );
}

const resultOf = ([at, { title, body }]: [number, Snippet]) => ({
  key: String(at),
  shown: (
    <BlockStack>
      <Text as="span">{title}</Text>
      <Text as="span" variant="bodySm" tone="subdued" truncate>
        {body}
      </Text>
    </BlockStack>
  ),
});
