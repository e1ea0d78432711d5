import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** Answers 404 for unknown addresses, inside the app's frame. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context);
  throw new Response(null, { status: 404 });
}

export default function Missing() {
  return null;
}
