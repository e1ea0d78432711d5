import { execute, type GraphQLSchema } from "graphql";
import { Temporal } from "#core/time/time.ts";
import { newId } from "../../store/ids.ts";
import type { BulkRun } from "../../store/state.ts";
import type { TokenState } from "../tokens.ts";
import { gid, parseGid } from "../views/gid.ts";
import type { MutationContext } from "../writes/mutation-context.ts";
import { linesOf, wholeQuery } from "./flatten.ts";

/** How long an operation takes, in real time. */
const TAKES_MS = 1_500;
const AT_ONCE = 5;
const KEPT = Temporal.Duration.from({ hours: 7 * 24 });

export interface BulkContext extends MutationContext {
  tokens: TokenState;
  /** In milliseconds. */
  bulkTakes?: number | undefined;
}

/** Bulk operations of an app: a query runs over the whole store, and its result is a file of lines. */
export function bulkOperations(desk: BulkContext, schema: GraphQLSchema, root: () => object) {
  const { store } = desk;
  const isExpired = ({ completedAt }: BulkRun): boolean =>
    completedAt !== null && Temporal.Instant.compare(Temporal.Instant.from(completedAt).add(KEPT), desk.now()) < 0;

  const resultOf = async ({ query, groupObjects, isPart }: BulkRun) => {
    const { data, errors } = await execute({ schema, document: wholeQuery(query), rootValue: root() });
    if (errors?.[0]) throw errors[0];
    const lines = [...linesOf(data ?? {}, groupObjects)];
    return isPart ? lines.slice(0, Math.ceil(lines.length / 2)) : lines;
  };

  async function finish(run: BulkRun): Promise<void> {
    const fault = store.bulkFault;
    run.completedAt = desk.now();
    if (desk.tokens.removed || fault === "cancelled") run.status = "CANCELED";
    else if (fault === "denied") Object.assign(run, { status: "FAILED", errorCode: "ACCESS_DENIED" });
    else if (fault)
      Object.assign(run, { status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", isPart: fault === "partial" });
    else run.status = "COMPLETED";
    const lines = await resultOf(run);
    run.objects = lines.length;
    run.rootObjects = lines.filter(({ isRoot }) => isRoot).length;
    desk.changed();
    if (desk.tokens.removed) return;
    desk.send([
      {
        topic: "bulk_operations/finish",
        body: {
          admin_graphql_api_id: gid("BulkOperation", run.id),
          completed_at: run.completedAt,
          created_at: run.createdAt,
          error_code: run.errorCode?.toLowerCase() ?? null,
          status: run.status.toLowerCase(),
          type: "query",
        },
      },
    ]);
  }

  function start({ query, groupObjects }: { query: string; groupObjects: boolean }) {
    const refused = (message: string, code: string) => ({
      bulkOperation: null,
      userErrors: [{ field: ["query"], message, code }],
    });
    if (store.bulkOperations.filter(({ status }) => status === "RUNNING").length >= AT_ONCE)
      return refused("Bulk operations limit reached. Please try again later.", "LIMIT_REACHED");
    try {
      wholeQuery(query);
    } catch (error) {
      return refused((error as Error).message, "INVALID");
    }
    const run: BulkRun = {
      id: newId(store),
      query,
      groupObjects,
      status: "RUNNING",
      errorCode: null,
      rootObjects: 0,
      objects: 0,
      isPart: false,
      createdAt: desk.now(),
      completedAt: null,
    };
    store.bulkOperations.push(run);
    later(run);
    return { bulkOperation: view(run), userErrors: [] };
  }

  const later = (run: BulkRun) =>
    void setTimeout(() => void finish(run).catch(() => (run.status = "FAILED")), desk.bulkTakes ?? TAKES_MS).unref();
  // Those of a sandbox that was closed end in the next.
  for (const run of store.bulkOperations) if (run.status === "RUNNING") later(run);

  const view = (run: BulkRun) => {
    const isThere = run.status === "COMPLETED" && run.rootObjects > 0;
    const url = `${desk.appUrl}/sandbox/shopify/bulk-files/${run.id}.jsonl`;
    return {
      __typename: "BulkOperation",
      id: gid("BulkOperation", run.id),
      type: "QUERY",
      status: isExpired(run) ? "EXPIRED" : run.status,
      errorCode: run.errorCode,
      createdAt: run.createdAt,
      completedAt: run.completedAt,
      objectCount: String(run.objects),
      rootObjectCount: String(run.rootObjects),
      fileSize: null,
      query: run.query,
      url: isThere && !isExpired(run) ? url : null,
      partialDataUrl: run.isPart && !isExpired(run) ? url : null,
    };
  };
  const known = (id: string) => store.bulkOperations.find((run) => run.id === id);

  return {
    mutations: { bulkOperationRunQuery: start },
    queries: {
      bulkOperation: ({ id }: { id: string }) => {
        const parsed = parseGid(id);
        const run = parsed?.kind === "BulkOperation" ? known(parsed.id) : undefined;
        return run ? view(run) : null;
      },
    },
    /** The lines of a file; null for one that is not there. */
    file: async (id: string): Promise<string | null> => {
      const run = known(id);
      if (!run || run.status === "RUNNING" || isExpired(run)) return null;
      return (await resultOf(run)).map(({ line }) => `${JSON.stringify(line)}\n`).join("");
    },
  };
}
