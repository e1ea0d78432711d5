import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { proveLedger } from "#services/credits/prove-ledger.server.ts";

/** Verifies the shop's ledger. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return proveLedger(context.app, shop);
}
