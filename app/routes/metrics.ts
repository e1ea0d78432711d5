import type { LoaderFunctionArgs } from "@remix-run/node";
import { isOperator, notOperator } from "#services/operations/require-operator.server.ts";
import { tellMetrics } from "#services/operations/render-metrics.server.ts";

/** For Prometheus. */
export const loader = async ({ request, context: { app } }: LoaderFunctionArgs) => {
  if (!isOperator(app, request)) return notOperator();
  const { body, contentType } = await tellMetrics(app);
  return new Response(body, { headers: { "Content-Type": contentType, "Cache-Control": "no-store" } });
};
