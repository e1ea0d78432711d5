import { GraphqlQueryError, HttpResponseError, HttpThrottlingError } from "@shopify/shopify-api";
import { z } from "zod";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";

/** The shop has no session that opens it: the merchant's next visit brings a new one. */
export class NoSession extends Error {
  override name = "NoSession";
}

/** A session is renewed by the merchant's visit, or by another worker that is renewing it at this moment. */
const RENEWED_AFTER_SECONDS = 300;

const notGranted = (detail: string): OutwardFailure => ({
  kind: "refused",
  code: "not_granted",
  detail: `the store has not granted this to the app; open the app once in the admin to be asked. ${detail}`,
});

/** What a query that failed as a whole brings along. */
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

/** Says what may be done about a call to the Admin API that threw. */
export function classifyAdminFailure(thrown: unknown): OutwardFailure {
  if (thrown instanceof NoSession) return { kind: "retry", detail: thrown.message, after: RENEWED_AFTER_SECONDS };
  if (thrown instanceof GraphqlQueryError) return classifyQuery(thrown);
  if (thrown instanceof HttpThrottlingError)
    return {
      kind: "retry",
      detail: "Shopify asks us to slow down",
      ...(thrown.response.retryAfter === undefined ? {} : { after: Math.ceil(thrown.response.retryAfter) }),
    };
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof HttpResponseError))
    return { kind: "retry", detail: `Shopify could not be reached: ${detail}` };
  const { code } = thrown.response;
  // A token can run out, or be replaced by another worker, while the call is on its way.
  if (code === 401)
    return { kind: "retry", detail: "Shopify no longer takes the app's token", after: RENEWED_AFTER_SECONDS };
  if (code === 403) return notGranted(detail);
  if (code >= 500 || code === 408 || code === 423) return { kind: "retry", detail: `Shopify answered ${code}` };
  return { kind: "refused", code: `http_${code}`, detail };
}

function classifyQuery(error: GraphqlQueryError): OutwardFailure {
  const told = failedQuery.safeParse(error.body).data;
  const codes = told?.errors.graphQLErrors.map(({ extensions }) => extensions?.code) ?? [];
  if (codes.includes("THROTTLED"))
    return { kind: "retry", detail: "Shopify asks us to slow down", ...wait(told?.extensions?.cost) };
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

/** How long the shop's bucket takes to hold what the query costs. */
function wait(cost: Cost | undefined): { after?: number } {
  if (!cost) return {};
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  return { after: Math.max(1, Math.ceil((cost.requestedQueryCost - currentlyAvailable) / restoreRate)) };
}
