import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { migrationChoices } from "#core/automations/migrate-sequences.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { publishAndActivate } from "#services/automations/publish-and-activate.server.ts";
import { readPublish } from "#services/automations/read-publish.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const form = z.object({ inside: z.enum(migrationChoices).default("finish"), turnOn: z.boolean().default(false) });

/** The changes that publishing would make, for the publish dialog. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readPublish(context.app, { shopId: shop.id, automationId: params.id ?? "" });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.publish");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  return publishAndActivate(context.app, { shopId: shop.id, actor, automationId: params.id ?? "", ...posted.value });
}
