import { BlockStack, Text } from "@shopify/polaris";
import { LinkIcon } from "@shopify/polaris-icons";
import type { OfferedField } from "#core/automations/fields.ts";
import { search } from "#core/automations/search.ts";
import { offeredLinks, typedLink, type InsertableLink } from "#core/sending/templates/insertable-links.ts";
import { text } from "#text/en.ts";
import { useCatalogSearch } from "../browser/use-catalog-search.ts";
import { useTyped } from "../browser/use-typed.ts";
import { InsertMenu } from "./InsertMenu.tsx";
import { InsertSearch } from "./InsertSearch.tsx";

const words = text.message.insertLink;

interface LinkPickerProps {
  offered: readonly OfferedField[];
  /** @param link a template's text */
  onPick: (link: string) => void;
}

/** Inserts a link: to what the text is about, to a product or collection of the store, or any other address. */
export const LinkPicker = ({ offered, onPick }: LinkPickerProps) => (
  <InsertMenu label={words.open} icon={LinkIcon}>
    {(close) => (
      <LinkSearch
        offered={offered}
        onTake={(link) => {
          close();
          onPick(link);
        }}
      />
    )}
  </InsertMenu>
);

function LinkSearch({ offered, onTake }: { offered: readonly OfferedField[]; onTake: (link: string) => void }) {
  const products = useCatalogSearch("product");
  const collections = useCatalogSearch("collection");
  const catalog = useTyped("", (typed) => {
    products.search(typed);
    collections.search(typed);
  });
  const isAway = [products, collections].some(({ foundBy }) => foundBy(catalog.typed) === null);
  return (
    <BlockStack gap="200">
      <InsertSearch
        label={words.find}
        none={words.none}
        onType={catalog.type}
        find={(typed) => {
          const address = typedLink(typed);
          return [
            { label: words.address, links: address ? [address] : [] },
            { label: words.about, links: search(offeredLinks(offered), typed, ({ label }) => ({ label })) },
            { label: words.products, links: (products.foundBy(typed) ?? []).flatMap(linkToStore) },
            { label: words.collections, links: (collections.foundBy(typed) ?? []).flatMap(linkToStore) },
          ]
            .filter(({ links }) => links.length > 0)
            .map(({ label, links }) => ({
              label,
              results: links.map(({ template, label: shown }) => ({ key: template, shown })),
            }));
        }}
        onTake={onTake}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {isAway ? words.away : words.help}
      </Text>
    </BlockStack>
  );
}

const linkToStore = ({ title, storePath }: { title: string; storePath: string | null }): InsertableLink[] =>
  storePath === null ? [] : [{ label: title, template: `{{ shop.url }}${storePath}` }];
