import { GraphQLError } from "graphql";
import { newId } from "../../store/ids.ts";
import { ordersOf } from "../../store/ledger.ts";
import type { Customer, StoreState } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
import { gid, parseGid } from "./gid.ts";

interface Segment {
  id: string;
  name: string;
  query: string;
  holds: (store: StoreState, customer: Customer) => boolean;
}

/**
 * Segments that every store has. The sandbox does not read Shopify's query language: each says itself which customers
 * it holds.
 */
export const SEGMENTS: readonly Segment[] = [
  {
    id: "501",
    name: "Customers who have purchased more than once",
    query: "number_of_orders > 1",
    holds: (store, customer) => ordersOf(store, customer).length > 1,
  },
  {
    id: "502",
    name: "Customers who haven't purchased",
    query: "number_of_orders = 0",
    holds: (store, customer) => ordersOf(store, customer).length === 0,
  },
  {
    id: "503",
    name: "SMS subscribers",
    query: "sms_subscription_status = 'SUBSCRIBED'",
    holds: (_store, customer) => customer.consent.state === "subscribed",
  },
];

export const membersOf = (store: StoreState, { holds }: Pick<Segment, "holds">): Customer[] =>
  store.customers.filter((customer) => holds(store, customer));

const view = ({ id, name, query }: Segment, now: string) => ({
  id: gid("Segment", id),
  name,
  query,
  creationDate: now,
  lastEditDate: now,
});

export const segmentList = (now: string, { reverse: _newestFirst, ...paging }: Paging) =>
  connection(
    SEGMENTS.map((segment) => view(segment, now)),
    paging,
  );

const find = (id: string | null | undefined): Segment | undefined => {
  const parsed = parseGid(id ?? "");
  return parsed?.kind === "Segment" ? SEGMENTS.find((segment) => segment.id === parsed.id) : undefined;
};

export function segmentBy(now: string, id: string) {
  const segment = find(id);
  return segment ? view(segment, now) : null;
}

/** The lists that the app has asked for: each stays as it was. */
const lists = new WeakMap<StoreState, Map<string, Customer[]>>();

const listsOf = (store: StoreState): Map<string, Customer[]> => {
  const known = lists.get(store) ?? new Map<string, Customer[]>();
  lists.set(store, known);
  return known;
};

export function createMemberList(store: StoreState, { segmentId }: { segmentId?: string | null }) {
  const segment = find(segmentId);
  if (!segment)
    return {
      customerSegmentMembersQuery: null,
      userErrors: [{ code: "INVALID", field: ["input", "segmentId"], message: "Segment does not exist" }],
    };
  const id = gid("CustomerSegmentMembersQuery", newId(store));
  listsOf(store).set(id, membersOf(store, segment));
  return { customerSegmentMembersQuery: memberList(store, id), userErrors: [] };
}

export function memberList(store: StoreState, id: string) {
  const members = listsOf(store).get(id);
  return members ? { id, currentCount: members.length, done: true } : null;
}

export interface MembersAsked extends Paging {
  queryId?: string | null;
}

export function memberPage(store: StoreState, { queryId, ...paging }: MembersAsked) {
  const members = listsOf(store).get(queryId ?? "");
  if (!members) throw new GraphQLError("the sandbox lists members by queryId; create a query first");
  return {
    ...connection(
      members.map(({ id, firstName, lastName }) => ({
        id: gid("CustomerSegmentMember", id),
        displayName: `${firstName} ${lastName}`,
        firstName,
        lastName,
      })),
      paging,
    ),
    totalCount: members.length,
  };
}
