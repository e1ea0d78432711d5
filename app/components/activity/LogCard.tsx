import { Box, Card, Text, type CardProps } from "@shopify/polaris";
import type { ComponentProps } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { EmptyState } from "../page/EmptyState.tsx";
import { Paging } from "../page/Paging.tsx";
import { ActivityFilters } from "./ActivityFilters.tsx";
import { ActivityTable } from "./ActivityTable.tsx";
import { activityAddress, filtersOf, savedFilters, type ActivityQuery } from "./address.ts";
import { SearchAnswer, type ShownAnswer } from "./SearchAnswer.tsx";
import { SaveView } from "./SaveView.tsx";
import { useCounts } from "./use-counts.ts";
import { ViewTabs, type ShownView } from "./ViewTabs.tsx";

const words = text.activity;

type TableProps = ComponentProps<typeof ActivityTable>;

interface LogCardProps extends Pick<TableProps, "openId" | "onOpen"> {
  query: ActivityQuery;
  activity: { rows: TableProps["rows"]; newer: string | null; older: string | null };
  /** The answer to a search that finds no decision; null for other searches. */
  answer: ShownAnswer | null;
  automations: readonly { id: string; name: string }[];
  actions: readonly { key: string; label: string }[];
  saved: readonly ShownView[];
  unknownTexts: number;
  loading: boolean;
  onChange: (query: ActivityQuery) => void;
}

/** The log: views, search, filters, rows and paging. */
export function LogCard({
  query,
  activity,
  answer,
  automations,
  actions,
  saved,
  unknownTexts,
  loading,
  openId,
  onOpen,
  onChange,
}: LogCardProps) {
  const counts = useCounts(query);
  const maySave = usePermission("sequences.steer");
  const filters = filtersOf(query);
  const narrowed: ActivityQuery = { ...query, newer: undefined, older: undefined, entry: undefined };
  const isSaved = saved.some((view) => view.query === filters);
  const isNew = filters !== filtersOf({ view: query.view }) && !isSaved;
  return (
    <Card {...flush}>
      <ViewTabs
        query={query}
        saved={saved}
        unknownTexts={unknownTexts}
        counts={counts}
        // Switching between outcomes keeps the filters; leaving a saved view drops them.
        onView={(view) => onChange(isSaved ? { view } : { ...narrowed, status: undefined, view })}
        onSaved={(view) => onChange(savedFilters(view.query))}
      />
      <ActivityFilters {...{ query, automations, actions, counts, loading, onChange }}>
        {maySave && isNew && <SaveView query={filters} />}
      </ActivityFilters>
      {query.view === "unknown" && activity.rows.length > 0 && (
        <Box padding="400" borderBlockEndWidth="025" borderColor="border">
          <Text as="p">{words.unknownBody}</Text>
        </Box>
      )}
      {activity.rows.length > 0 ? (
        <ActivityTable rows={activity.rows} loading={loading} openId={openId} onOpen={onOpen} />
      ) : answer ? (
        <SearchAnswer answer={answer} />
      ) : (
        <NoRows isNarrowed={filters !== ""} allKnown={query.view === "unknown" && unknownTexts === 0} />
      )}
      <Paging
        newer={activity.newer && activityAddress({ ...narrowed, newer: activity.newer })}
        older={activity.older && activityAddress({ ...narrowed, older: activity.older })}
      />
    </Card>
  );
}

const flush: CardProps = { padding: "0" };

function NoRows({ isNarrowed, allKnown }: { isNarrowed: boolean; allKnown: boolean }) {
  if (allKnown) return <EmptyState title={words.noUnknownTitle}>{words.noUnknownBody}</EmptyState>;
  return isNarrowed ? (
    <EmptyState title={words.noMatchTitle} action={{ content: words.clear, url: activityAddress() }}>
      {words.noMatchBody}
    </EmptyState>
  ) : (
    <EmptyState title={words.emptyTitle} action={{ content: words.emptyAction, url: "/app/automations" }}>
      {words.emptyBody}
    </EmptyState>
  );
}
