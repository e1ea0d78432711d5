import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** Any other address within the app: a page that is not there, inside the app's frame. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context);
  throw new Response(null, { status: 404 });
}

export default function Missing() {
  return null;
}
