import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkReady } from "#services/operations/check-ready.server.ts";

/** The process can take work: 503 where its database does not answer. */
export const loader = async ({ context: { app } }: LoaderFunctionArgs) => {
  const readiness = await checkReady(app);
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
};
