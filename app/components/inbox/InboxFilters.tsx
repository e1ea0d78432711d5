import { Box, Icon, Tabs, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { inboxTabs, type InboxCounts, type InboxTab } from "#core/inbox/inbox-tabs.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { useTyped } from "../browser/use-typed.ts";
import type { InboxAddressQuery } from "./address.ts";

interface InboxTabsProps {
  tab: InboxTab;
  counts: InboxCounts;
  onChange: (tab: InboxTab) => void;
}

const words = text.inbox;

/** Tabs of the inbox, with their numbers of conversations. */
export function InboxTabs({ tab, counts, onChange }: InboxTabsProps) {
  const countOf = (one: InboxTab) => (one === "closed" ? 0 : counts[one]);
  return (
    <Tabs
      tabs={inboxTabs.map((one) => ({
        id: one,
        content: words.tabs[one],
        ...(countOf(one) > 0 && { badge: countOf(one) < 1_000 ? showNumber(countOf(one)) : words.manyConversations }),
      }))}
      selected={inboxTabs.indexOf(tab)}
      onSelect={(index) => onChange(inboxTabs[index] ?? "open")}
    />
  );
}

interface InboxSearchProps {
  query: InboxAddressQuery;
  loading: boolean;
  onChange: (query: InboxAddressQuery) => void;
}

/** Searches the tab's conversations. */
export function InboxSearch({ query, loading, onChange }: InboxSearchProps) {
  const search = useTyped(query.search ?? "", (typed) => onChange({ tab: query.tab, search: typed || undefined }));
  return (
    <Box padding="200" borderBlockEndWidth="025" borderColor="border">
      <TextField
        label={words.search}
        labelHidden
        placeholder={words.search}
        autoComplete="off"
        value={search.typed}
        onChange={search.type}
        prefix={<Icon source={SearchIcon} />}
        clearButton
        onClearButtonClick={() => search.type("")}
        loading={loading}
      />
    </Box>
  );
}
