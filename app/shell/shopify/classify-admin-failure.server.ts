import { GraphqlQueryError, HttpResponseError, HttpThrottlingError } from "@shopify/shopify-api";
import { z } from "zod";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { TokenNotRenewed } from "./token-renewal.server.ts";

/** The shop has no offline session; the merchant's next visit creates one. */
export class NoSession extends Error {
  override name = "NoSession";
}

/** The merchant's next visit, or another worker, renews the session. */
const SESSION_RETRY_SECONDS = 300;

const notGranted = (detail: string): OutwardFailure => ({
  kind: "refused",
  code: "not_granted",
  detail: `the store has not granted this to the app; open the app once in the admin to be asked. ${detail}`,
});

/** Body of a failed GraphQL query. */
const failedQuery = z.object({
  errors: z.object({
    graphQLErrors: z.array(
      z.object({
        message: z.string().catch(""),
        extensions: z.object({ code: z.string().optional() }).optional().catch(undefined),
      }),
    ),
  }),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
      }),
    })
    .optional()
    .catch(undefined),
});

/** Classifies an error of an Admin API request. */
export function classifyAdminFailure(thrown: unknown): OutwardFailure {
  if (thrown instanceof NoSession)
    return { kind: "retry", code: "no_session", detail: thrown.message, after: SESSION_RETRY_SECONDS };
  if (thrown instanceof GraphqlQueryError) return classifyQuery(thrown);
  if (thrown instanceof HttpThrottlingError)
    return {
      kind: "retry",
      detail: "Shopify asks us to slow down",
      ...(thrown.response.retryAfter === undefined ? {} : { after: Math.ceil(thrown.response.retryAfter) }),
    };
  if (thrown instanceof TokenNotRenewed) return { kind: "retry", detail: thrown.message };
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof HttpResponseError))
    return { kind: "retry", detail: `Shopify could not be reached: ${detail}` };
  const { code } = thrown.response;
  // The token can expire, or another worker can replace it, during the request.
  if (code === 401)
    return {
      kind: "retry",
      code: "no_session",
      detail: "Shopify no longer takes the app's token",
      after: SESSION_RETRY_SECONDS,
    };
  if (code === 403) return notGranted(detail);
  if (code >= 500 || code === 408 || code === 423) return { kind: "retry", detail: `Shopify answered ${code}` };
  return { kind: "refused", code: `http_${code}`, detail };
}

function classifyQuery(error: GraphqlQueryError): OutwardFailure {
  const body = failedQuery.safeParse(error.body).data;
  const codes = body?.errors.graphQLErrors.map(({ extensions }) => extensions?.code) ?? [];
  if (codes.includes("THROTTLED"))
    return { kind: "retry", detail: "Shopify asks us to slow down", ...throttleDelayOf(body?.extensions?.cost) };
  if (codes.includes("INTERNAL_SERVER_ERROR") || codes.includes("TIMEOUT"))
    return { kind: "retry", detail: `Shopify failed: ${error.message}` };
  if (codes.includes("ACCESS_DENIED")) return notGranted(error.message);
  return {
    kind: "refused",
    code: codes.find((code) => code !== undefined)?.toLowerCase() ?? "query_refused",
    detail: error.message,
  };
}

type Cost = NonNullable<NonNullable<z.infer<typeof failedQuery>["extensions"]>["cost"]>;

/** Seconds until the shop's rate-limit bucket covers the query's cost. */
function throttleDelayOf(cost: Cost | undefined): { after?: number } {
  if (!cost) return {};
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return { after: Math.max(1, Math.ceil((cost.requestedQueryCost - currentlyAvailable) / restoreRate)) };
}
