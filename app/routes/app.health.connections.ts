import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkConnections } from "#services/operations/check-connections.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** Whether what Shopbell works with answers; the health page asks once it is there. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context);
  return { connections: await checkConnections(context.app) };
}
