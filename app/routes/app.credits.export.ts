import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { ledgerDays } from "#components/credits/query.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { signLedgerExport } from "#services/credits/export-ledger.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the credits. */
export const loader = () => redirect("/app/credits");

/** Answers with the signed address of the ledger's CSV in the page's period. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireStaff(request, context, "data.export");
  const posted = await readFormRequest(request, ledgerDays);
  if (!posted.ok) return posted;
  return {
    ok: true as const,
    address: signLedgerExport(context.app, { shopId: shop.id, userId: staff.userId, days: posted.value }),
  };
}
