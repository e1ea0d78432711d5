import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { joinedSegmentIds } from "#core/campaigns/campaign-form.ts";
import { readCampaignTest, sendCampaignTest } from "#services/campaigns/send-campaign-test.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const body = z.string().max(5_000);
const customerId = z.uuid().optional();
const query = z.object({
  includes: joinedSegmentIds,
  excludes: joinedSegmentIds,
  body: body.catch(""),
  customerId: customerId.catch(undefined),
});
const form = z.object({
  body,
  customerId,
  stepId: z.string().max(100).optional(),
  phone: z.string().max(40).optional(),
  code: z.string().max(20).optional(),
  key: z.uuid(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return {
    ...(await readCampaignTest(context.app, shop, query.parse(Object.fromEntries(new URL(request.url).searchParams)))),
    hasCredits: shop.creditBalance > 0,
  };
}

/** Sends a test text to a number of the team, or the code that proves it to be one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, form);
  return posted.ok ? sendCampaignTest(context.app, shop, { actor, ...posted.value }) : posted;
}
