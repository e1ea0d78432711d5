import { setTimeout as wait } from "node:timers/promises";
import { shopifySegmentGid } from "#core/segments/segment.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import {
  createMembersQuery,
  membersQuery,
  segment as segmentDocument,
  segmentMembers,
  segments as segmentsDocument,
  type ShopbellSegmentMembersQuery,
} from "../documents/documents.ts";
import { performMutation, unreadable } from "../perform-mutation.server.ts";

/** How often Shopify is asked whether a list is ready, and how long after one another. */
const LOOKS = 30;
const BETWEEN_MS = 1_000;

const numberIn = (gid: string): string[] => /\d+$/.exec(gid)?.slice(0, 1) ?? [];

/** Reads Shopify's segments and their members. */
export function segmentReads(request: AdminRequest): Pick<AdminApi, "segments" | "segment" | "segmentMembers"> {
  /**
   * Creates the list of a segment's members, and waits until it is ready. Shopify keeps it as it was, so that pages
   * neither repeat nor leave out a member.
   */
  async function createList(
    domain: string,
    segmentId: string,
  ): Promise<{ kind: "answered"; listId: string } | OutwardFailure> {
    const made = await performMutation(request, {
      domain,
      document: createMembersQuery,
      variables: { input: { segmentId: shopifySegmentGid(segmentId) } },
    });
    if (made.kind !== "done") return made;
    const { customerSegmentMembersQuery: list } = made.result;
    if (!list) return unreadable;
    for (let looks = 0, done = list.done; !done; looks++) {
      if (looks === LOOKS) return { kind: "retry", detail: "Shopify still looks for the members of the segment" };
      await wait(BETWEEN_MS);
      const answer = await request(domain, membersQuery, { id: list.id });
      if (answer.kind !== "answered") return answer;
      done = answer.data.customerSegmentMembersQuery?.done ?? false;
    }
    return { kind: "answered", listId: list.id };
  }

  return {
    segments: async (domain) => {
      const answer = await request(domain, segmentsDocument, {});
      return answer.kind === "answered"
        ? {
            kind: "answered",
            segments: answer.data.segments.nodes.flatMap(({ id, name }) =>
              numberIn(id).map((number) => ({ id: number, name })),
            ),
          }
        : answer;
    },
    segment: async (domain, segmentId) => {
      const answer = await request(domain, segmentDocument, { id: shopifySegmentGid(segmentId) });
      if (answer.kind !== "answered") return answer;
      const { segment } = answer.data;
      return { kind: "answered", segment: segment ? { id: segmentId, name: segment.name } : null };
    },
    segmentMembers: async (domain, segmentId) => {
      const found = await request(domain, segmentDocument, { id: shopifySegmentGid(segmentId) });
      if (found.kind !== "answered") return found;
      if (!found.data.segment) return { kind: "gone" };
      const list = await createList(domain, segmentId);
      if (list.kind !== "answered") return list;
      const customerIds: string[] = [];
      let after: string | null | undefined = null;
      do {
        const page: { kind: "answered"; data: ShopbellSegmentMembersQuery } | OutwardFailure = await request(
          domain,
          segmentMembers,
          { queryId: list.listId, after },
        );
        if (page.kind !== "answered") return page;
        const { edges, pageInfo }: ShopbellSegmentMembersQuery["customerSegmentMembers"] =
          page.data.customerSegmentMembers;
        customerIds.push(...edges.flatMap(({ node }) => numberIn(node.id)));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after);
      return { kind: "answered", customerIds };
    },
  };
}
