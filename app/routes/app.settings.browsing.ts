import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { turnOffBrowsing, turnOnBrowsing } from "#services/team/change-browsing.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

/** This address has no page: a reload goes to the section. */
export const loader = () => redirect("/app/settings/consent");

const posted = z.object({ browsing: z.boolean() });

/** Turns the storefront's pixel on or off. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "settings.change");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const change = { shop, actor };
  return form.value.browsing ? turnOnBrowsing(context.app, change) : turnOffBrowsing(context.app, change);
}
