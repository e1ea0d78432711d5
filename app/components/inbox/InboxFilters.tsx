import { Box, Icon, Tabs, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { inboxTabs } from "#core/inbox/inbox-tabs.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { useTyped } from "../browser/use-typed.ts";
import type { InboxAddressQuery } from "./address.ts";

interface InboxFiltersProps {
  query: InboxAddressQuery;
  unread: number;
  held: number;
  loading: boolean;
  onChange: (query: InboxAddressQuery) => void;
}

const words = text.inbox;

/** Tabs and search of the inbox. */
export function InboxFilters({ query, unread, held, loading, onChange }: InboxFiltersProps) {
  const search = useTyped(query.search ?? "", (typed) => onChange({ tab: query.tab, search: typed || undefined }));
  const counts = { all: 0, unread, held };
  return (
    <>
      <Tabs
        tabs={inboxTabs.map((tab) => ({
          id: tab,
          content: words.tabs[tab],
          ...(counts[tab] > 0 && { badge: showNumber(counts[tab]) }),
        }))}
        selected={inboxTabs.indexOf(query.tab ?? "all")}
        onSelect={(index) => onChange({ tab: inboxTabs[index], search: query.search })}
      />
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
    </>
  );
}
