import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { proveLedger } from "#services/credits/prove-ledger.server.ts";

/** Proves the shop's ledger, for whoever asks. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return proveLedger(context.app, shop);
}
