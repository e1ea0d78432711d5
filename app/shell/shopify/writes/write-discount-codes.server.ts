import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { addDiscountCodes, discountByCode, discountCodes, failedDiscountCodes } from "../documents/documents.ts";
import { performMutation, unreadable } from "../perform-mutation.server.ts";

/** Codes added to a discount in bulk: Shopify takes the list at once, and makes the codes later. */
export const discountCodeWrites = (
  request: AdminRequest,
): Pick<AdminApi, "addDiscountCodes" | "discountCodes" | "discountOfCode"> => ({
  addDiscountCodes: async (domain, discountId, codes) => {
    const variables = { discountId, codes: codes.map((code) => ({ code })) };
    const done = await performMutation(request, { domain, document: addDiscountCodes, variables });
    if (done.kind !== "done") return done;
    const id = done.result.bulkCreation?.id;
    return id ? { kind: "answered", creationId: id } : unreadable;
  },
  discountCodes: async (domain, id) => {
    const response = await request(domain, discountCodes, { id });
    if (response.kind !== "answered") return response;
    const creation = response.data.discountRedeemCodeBulkCreation;
    if (!creation) return { kind: "answered", creation: null };
    if (!creation.done || creation.failedCount === 0)
      return { kind: "answered", creation: { done: creation.done, failed: [] } };
    // The list of codes is dear: it is asked for only when some have failed.
    const listed = await request(domain, failedDiscountCodes, { id });
    if (listed.kind !== "answered") return listed;
    const nodes = listed.data.discountRedeemCodeBulkCreation?.codes.nodes ?? [];
    return {
      kind: "answered",
      creation: {
        done: true,
        failed: nodes.flatMap(({ code, errors: [error] }) =>
          error ? [{ code, error: error.code?.toLowerCase() ?? "user_error", detail: error.message }] : [],
        ),
      },
    };
  },
  discountOfCode: async (domain, code) => {
    const response = await request(domain, discountByCode, { code });
    if (response.kind !== "answered") return response;
    return { kind: "answered", discountId: response.data.codeDiscountNodeByCode?.id ?? null };
  },
});
