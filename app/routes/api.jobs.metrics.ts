import type { LoaderFunctionArgs } from "@remix-run/node";
import { isOperator, operatorRequired } from "#services/operations/require-operator.server.ts";
import { readJobMetrics } from "#services/operations/queue-stats.server.ts";

/** Queue figures of the installation, for operators. */
export const loader = async ({ request, context: { app } }: LoaderFunctionArgs) =>
  isOperator(app, request)
    ? Response.json(await readJobMetrics(app), { headers: { "Cache-Control": "no-store" } })
    : operatorRequired();
