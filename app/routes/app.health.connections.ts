import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkConnections } from "#services/operations/check-connections.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** Checks the connections. The health page requests this after it is hydrated. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context);
  return { connections: await checkConnections(context.app) };
}
