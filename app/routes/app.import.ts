import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { startImport } from "#services/intake/start-import.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const posted = z.object({ which: z.literal("failed") });

/** This address has no page: a reload goes to Home. */
export const loader = () => redirect("/app");

/** Tries again what the import of the store's past could not read. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, { app }, "settings.change");
  const form = await readFormRequest(request, posted);
  return form.ok ? startImport(app, { shopId: shop.id, which: form.value.which, actor }) : form;
}
