import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { CampaignForm } from "#components/campaigns/CampaignForm.tsx";
import { blankForm } from "#components/campaigns/plan-form.ts";
import { readCampaignForm } from "#services/campaigns/read-campaign-form.server.ts";
import { saveCampaignForm } from "#services/campaigns/save-campaign-form.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { campaignForm } from "#core/campaigns/campaign-form.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.campaigns.newTitle) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.campaigns.new");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readCampaignForm(context.app, shop);
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, may } = await requireStaff(request, context, "automations.edit");
  const form = await readFormRequest(request, campaignForm);
  return form.ok ? saveCampaignForm(context.app, shop, { ...form.value, campaignId: null, actor, may }) : form;
}

export default function NewCampaign() {
  const aids = useLoaderData<typeof loader>();
  const form = useMemo(() => blankForm(), []);
  return <CampaignForm {...aids} campaignId={null} form={form} />;
}
