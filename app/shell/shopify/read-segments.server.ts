import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { gid, idIn } from "./webhook-shapes.server.ts";
import { shopifySegmentGid } from "#core/segments/segment.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";

const SEGMENTS = `#graphql
  query ShopbellSegments { segments(first: 250, sortKey: LAST_EDIT_DATE, reverse: true) { nodes { id name } } }`;

const SEGMENT = `#graphql
  query ShopbellSegment($id: ID!) { segment(id: $id) { id } }`;

// Shopify keeps the list of a query as it was, so that pages neither repeat nor leave out a member.
const CREATE = `#graphql
  mutation ShopbellSegmentMembersQuery($input: CustomerSegmentMembersQueryInput!) {
    customerSegmentMembersQueryCreate(input: $input) {
      customerSegmentMembersQuery { id done }
      userErrors { field message }
    }
  }`;

const DONE = `#graphql
  query ShopbellSegmentMembersDone($id: ID!) { customerSegmentMembersQuery(id: $id) { id done } }`;

const MEMBERS = `#graphql
  query ShopbellSegmentMembers($queryId: ID!, $after: String) {
    customerSegmentMembers(queryId: $queryId, first: 1000, after: $after) {
      edges { node { id } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const segmentsAnswer = z.object({ segments: z.object({ nodes: z.array(z.object({ id: gid, name: z.string() })) }) });
const segmentAnswer = z.object({ segment: z.object({ id: z.string() }).nullable() });
const membersQuery = z.object({ id: z.string(), done: z.boolean() });
const createAnswer = z.object({
  customerSegmentMembersQueryCreate: z.object({
    customerSegmentMembersQuery: membersQuery.nullable(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});
const doneAnswer = z.object({ customerSegmentMembersQuery: membersQuery.nullable() });
const membersAnswer = z.object({
  customerSegmentMembers: z.object({
    edges: z.array(z.object({ node: z.object({ id: gid }) })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

type MembersPage = z.infer<typeof membersAnswer>;

/** How often Shopify is asked whether a list is ready, and how long after one another. */
const LOOKS = 30;
const BETWEEN_MS = 1_000;

type Answer<T> = { kind: "answered"; data: T } | OutwardFailure;

/** Reads Shopify's segments and their members. */
export function segmentReads(request: AdminRequest): Pick<AdminApi, "segments" | "segmentMembers"> {
  async function ask<T>(domain: string, document: string, variables: object, schema: z.ZodType<T>): Promise<Answer<T>> {
    const answer = await request(domain, document, { ...variables });
    if (answer.kind !== "answered") return answer;
    const parsed = schema.safeParse(answer.data);
    return parsed.success
      ? { kind: "answered", data: parsed.data }
      : { kind: "refused", code: "unreadable", detail: z.prettifyError(parsed.error) };
  }

  /** Creates the list of a segment's members, and waits until it is ready. */
  async function createList(domain: string, segmentId: string): Promise<Answer<string>> {
    const made = await ask(domain, CREATE, { input: { segmentId: shopifySegmentGid(segmentId) } }, createAnswer);
    if (made.kind !== "answered") return made;
    const { customerSegmentMembersQuery: list, userErrors } = made.data.customerSegmentMembersQueryCreate;
    if (!list)
      return { kind: "refused", code: "query_refused", detail: userErrors.map(({ message }) => message).join("; ") };
    for (let looks = 0, done = list.done; !done; looks++) {
      if (looks === LOOKS) return { kind: "retry", detail: "Shopify still looks for the members of the segment" };
      await wait(BETWEEN_MS);
      const answer = await ask(domain, DONE, { id: list.id }, doneAnswer);
      if (answer.kind !== "answered") return answer;
      done = answer.data.customerSegmentMembersQuery?.done ?? false;
    }
    return { kind: "answered", data: list.id };
  }

  return {
    segments: async (domain) => {
      const answer = await ask(domain, SEGMENTS, {}, segmentsAnswer);
      return answer.kind === "answered"
        ? {
            kind: "answered",
            segments: answer.data.segments.nodes.flatMap(({ id, name }) => {
              const number = idIn(id);
              return number === null ? [] : [{ id: number, name }];
            }),
          }
        : answer;
    },
    segmentMembers: async (domain, segmentId) => {
      const found = await ask(domain, SEGMENT, { id: shopifySegmentGid(segmentId) }, segmentAnswer);
      if (found.kind !== "answered") return found;
      if (!found.data.segment) return { kind: "gone" };
      const list = await createList(domain, segmentId);
      if (list.kind !== "answered") return list;
      const customerIds: string[] = [];
      let after: string | null = null;
      do {
        const page: Answer<MembersPage> = await ask(domain, MEMBERS, { queryId: list.data, after }, membersAnswer);
        if (page.kind !== "answered") return page;
        const { edges, pageInfo }: MembersPage["customerSegmentMembers"] = page.data.customerSegmentMembers;
        customerIds.push(...edges.flatMap(({ node }) => idIn(node.id) ?? []));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      return { kind: "answered", customerIds };
    },
  };
}
