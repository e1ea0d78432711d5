import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { createPixel, deletePixel, pixel, updatePixel } from "../documents/documents.ts";
import { performMutation } from "../perform-mutation.server.ts";

/** An app has at most one web pixel in a store. */
export const pixelWrites = (request: AdminRequest): Pick<AdminApi, "activatePixel" | "removePixel"> => ({
  activatePixel: async (domain, settings) => {
    const created = await performMutation(request, { domain, document: createPixel, variables: { settings } });
    if (created.kind === "done") return { kind: "done" };
    if (created.kind !== "refused" || created.code !== "taken") return created;
    const found = await findPixel(request, domain);
    if (found.kind !== "answered") return found;
    if (found.id === null) return created;
    const updated = await performMutation(request, {
      domain,
      document: updatePixel,
      variables: { id: found.id, settings },
    });
    return updated.kind === "done" ? { kind: "done" } : updated;
  },
  removePixel: async (domain) => {
    const found = await findPixel(request, domain);
    if (found.kind !== "answered") return found;
    if (found.id === null) return { kind: "done" };
    const deleted = await performMutation(request, { domain, document: deletePixel, variables: { id: found.id } });
    return deleted.kind === "done" || isGone(deleted) ? { kind: "done" } : deleted;
  },
});

/** Shopify answers a query for a pixel that is not there with an error, or with null. */
async function findPixel(
  request: AdminRequest,
  domain: string,
): Promise<{ kind: "answered"; id: string | null } | OutwardFailure> {
  const answer = await request(domain, pixel, {});
  if (answer.kind === "answered") return { kind: "answered", id: answer.data.webPixel?.id ?? null };
  return isGone(answer) ? { kind: "answered", id: null } : answer;
}

const isGone = (failure: OutwardFailure): boolean =>
  failure.kind === "refused" && (failure.code === "not_found" || failure.code === "resource_not_found");
