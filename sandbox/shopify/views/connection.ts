import { GraphQLError } from "graphql";

/** The arguments of every connection. */
export interface Paging {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

const cursorOf = (id: string) => Buffer.from(id).toString("base64url");

/** One page of a list as a Relay connection. */
export function connection<T extends { id: string }>(all: readonly T[], paging: Paging) {
  const { first, last } = paging;
  if (first == null && last == null) throw new GraphQLError("you must provide one of first or last");
  if (first != null && last != null) throw new GraphQLError("providing both first and last is not supported");
  const ordered = paging.reverse ? all.toReversed() : all;
  const place = (cursor: string) => ordered.findIndex(({ id }) => cursorOf(id) === cursor);
  const from = paging.after ? place(paging.after) + 1 : 0;
  const to = paging.before ? place(paging.before) : ordered.length;
  const start = last == null ? from : Math.max(from, to - last);
  const end = first == null ? to : Math.min(to, from + first);
  const nodes = ordered.slice(start, end);
  const edges = nodes.map((node) => ({ cursor: cursorOf(node.id), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: end < ordered.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
