import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { startArchive } from "#services/activity/take-archive.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the settings. */
export const loader = () => redirect("/app/settings/privacy");

/** Answers with the signed address of the archive of everything. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireStaff(request, context, "data.archive");
  return startArchive(context.app, { shopId: shop.id, userId: staff.userId });
}
