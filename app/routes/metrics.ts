import type { LoaderFunctionArgs } from "@remix-run/node";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { renderMetrics } from "#services/operations/render-metrics.server.ts";

/** Prometheus metrics. */
export const loader = async ({ request, context: { app } }: LoaderFunctionArgs) => {
  if (!isOperator(app, request)) return operatorRequired();
  const { body, contentType } = await renderMetrics(app);
  return new Response(body, { headers: { "Content-Type": contentType, "Cache-Control": "no-store" } });
};
