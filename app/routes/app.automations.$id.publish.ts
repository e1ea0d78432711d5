import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { insideChoices } from "#core/automations/migrate-sequences.ts";
import { enterShop } from "#services/team/require-staff.server.ts";
import { publishAndTurnOn } from "#services/automations/publish-and-activate.server.ts";
import { readPublish } from "#services/automations/read-publish.server.ts";
import { readPosted } from "#shell/http/posted.server.ts";

export { askKept as clientAction } from "#components/page/unreached.ts";

const form = z.object({ inside: z.enum(insideChoices).default("finish"), turnOn: z.boolean().default(false) });

/** What publishing would change, for the dialog that asks. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return readPublish(context.app, { shopId: shop.id, automationId: params.id ?? "" });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await enterShop(request, context, "automations.publish");
  const posted = await readPosted(request, form);
  if (!posted.ok) return posted;
  return publishAndTurnOn(context.app, { shopId: shop.id, actor, automationId: params.id ?? "", ...posted.value });
}
