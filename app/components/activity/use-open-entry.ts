import { useNavigate, useNavigation } from "@remix-run/react";
import { useBreakpoints } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { activityAddress, entryAddress, type ActivityQuery } from "./address.ts";
import { focusRow, useRowKeys } from "./use-row-keys.ts";

interface Log {
  query: ActivityQuery;
  rows: readonly { id: string; entryId: string | null }[];
}

/** The entry in the side panel, and the handlers to open others; on narrow screens it navigates to the entry's page. */
export function useOpenEntry({ query, rows }: Log) {
  const navigate = useNavigate();
  const { location } = useNavigation();
  const { lgUp, mdDown } = useBreakpoints();
  // The requested row is highlighted at once, while its explanation loads.
  const requested =
    location?.pathname === "/app/activity"
      ? (new URLSearchParams(location.search).get("entry") ?? undefined)
      : query.entry;
  const go = (entry: string | undefined) =>
    navigate(activityAddress({ ...query, entry }), { replace: query.entry !== undefined, preventScrollReset: true });
  const open = lgUp ? (entry: string) => go(entry) : undefined;
  const close = () => go(undefined);

  useEffect(() => {
    if (mdDown && query.entry) navigate(entryAddress(query.entry), { replace: true });
  }, [mdDown, query.entry, navigate]);
  const known = useRef(rows);
  known.current = rows;
  const was = useRef(requested);
  useEffect(() => {
    const rowOf = (entry: string | undefined) => known.current.find(({ entryId }) => entryId === entry)?.id;
    if (requested !== undefined) document.getElementById(rowOf(requested) ?? "")?.scrollIntoView({ block: "nearest" });
    // Closing the panel returns the focus to the row.
    else if (was.current !== undefined) focusRow(rowOf(was.current));
    was.current = requested;
  }, [requested]);
  useRowKeys({ rows, openId: requested, onOpen: open, onClose: close });

  const entries = rows.flatMap(({ entryId }) => entryId ?? []);
  const at = requested === undefined ? -1 : entries.indexOf(requested);
  const to = (entry: string | undefined) => (entry && open ? () => open(entry) : undefined);
  return {
    openId: requested,
    loading: requested !== query.entry,
    open,
    close,
    newer: at > 0 ? to(entries[at - 1]) : undefined,
    older: at === -1 ? undefined : to(entries[at + 1]),
  };
}
