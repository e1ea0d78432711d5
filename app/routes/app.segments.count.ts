import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { countConditions } from "#services/segments/count-conditions.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const posted = z.object({ conditions: z.unknown() });

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/segments");

/** How many customers conditions hold, while they are written. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireStaff(request, context, "customers.manage");
  const form = await readFormRequest(request, posted);
  return form.ok ? countConditions(context.app, shop, form.value.conditions) : form;
}
