import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkReady } from "#services/operations/check-ready.server.ts";

/** Readiness: 503 while the database does not answer. */
export const loader = async ({ context: { app } }: LoaderFunctionArgs) => {
  const readiness = await checkReady(app);
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
};
