import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { startManually } from "#services/automations/start-manually.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const posted = z.object({
  automationId: z.uuid("choose an automation"),
  customerIds: z.array(z.uuid()).min(1).max(100),
  requestId: z.uuid(),
});

/** This address has no page: a reload goes to the list. */
export const loader = () => redirect("/app/customers");

/** Starts an automation for chosen customers. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "sequences.steer");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const { automationId, customerIds, requestId } = form.value;
  return startManually(context.app, { shopId: shop.id, automationId, audience: { customerIds }, actor, requestId });
}
