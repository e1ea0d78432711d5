import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal } from "#core/time/time.ts";
import type { AdminApi, BulkApi, BulkOperation } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { readBulkFile } from "./bulk-file.server.ts";
import {
  bulkCheckouts,
  bulkCustomers,
  bulkOperation,
  bulkOrders,
  grantedScopes,
  runBulkQuery,
  type ShopbellBulkOperationQuery,
} from "./documents/documents.ts";
import { performMutation, unreadable } from "./perform-mutation.server.ts";
import { importedReaders } from "./reads/read-imported.server.ts";

/** Bulk operations take no variables. Only lists of items need their order grouped by parents, which is slower. */
const queries = {
  customers: { text: bulkCustomers.text, groupObjects: false },
  orders: { text: bulkOrders.text, groupObjects: true },
  checkouts: { text: bulkCheckouts.text, groupObjects: true },
} as const;

/** @param base loopback URL of a fake Admin API, whose files are beside it */
export const bulkOperations = (
  request: AdminRequest,
  base: string | undefined,
): Pick<AdminApi, "bulk" | "grantedScopes"> => ({
  grantedScopes: async (domain) => {
    const answer = await request(domain, grantedScopes, {});
    return answer.kind === "answered"
      ? {
          kind: "answered",
          scopes: answer.data.currentAppInstallation.accessScopes.map(({ handle }) => handle),
        }
      : answer;
  },
  bulk: { start: start(request), find: find(request), read: read(base) },
});

const start =
  (request: AdminRequest): BulkApi["start"] =>
  async (domain, resource, since) => {
    const { text, groupObjects } = queries[resource];
    const filter = since ? `created_at:>='${since.toString()}'` : "";
    const done = await performMutation(request, {
      domain,
      document: runBulkQuery,
      variables: { query: text.replace('"@filter"', JSON.stringify(filter)), groupObjects },
    });
    if (done.kind !== "done") return done.kind === "refused" && IS_BUSY.has(done.code) ? busy(done.detail) : done;
    const operation = done.result.bulkOperation;
    return operation
      ? { kind: "answered", id: operation.id, startedAt: Temporal.Instant.from(operation.createdAt) }
      : unreadable;
  };

/** Five of an app may run at once in a shop. */
const IS_BUSY: ReadonlySet<string> = new Set(["operation_in_progress", "limit_reached"]);
const BUSY_SECONDS = 60;
const busy = (detail: string): OutwardFailure => ({ kind: "retry", detail, after: BUSY_SECONDS });

const find =
  (request: AdminRequest): BulkApi["find"] =>
  async (domain, id) => {
    const answer = await request(domain, bulkOperation, { id });
    return answer.kind === "answered" ? { kind: "answered", operation: readOperation(answer.data) } : answer;
  };

function readOperation({ bulkOperation: found }: ShopbellBulkOperationQuery): BulkOperation {
  if (!found) return { state: "gone" };
  const total = Number(found.rootObjectCount);
  switch (found.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      return { state: "running", total };
    case "COMPLETED":
      return { state: "completed", total, url: found.url };
    case "FAILED":
      return { state: "failed", denied: found.errorCode === "ACCESS_DENIED", partialUrl: found.partialDataUrl };
    case "CANCELED":
      return { state: "cancelled" };
    case "EXPIRED":
      return { state: "gone" };
  }
}

const read = (base: string | undefined): BulkApi["read"] =>
  async function* (resource, url, skip) {
    let position = 0;
    for await (const object of readBulkFile(url, base)) {
      position += 1;
      if (position > skip) yield object && importedReaders[resource](object);
    }
  };
