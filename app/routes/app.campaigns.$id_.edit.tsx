import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { CampaignForm } from "#components/campaigns/CampaignForm.tsx";
import { blankForm, formOfPlan } from "#components/campaigns/plan-form.ts";
import { campaignForm } from "#core/campaigns/campaign-form.ts";
import { readCampaign } from "#services/campaigns/read-campaign.server.ts";
import { readCampaignForm } from "#services/campaigns/read-campaign-form.server.ts";
import { saveCampaignForm } from "#services/campaigns/save-campaign-form.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.campaign.name ?? text.campaigns.editTitle) },
];

export const clientLoader = clientLoaderThatKeeps("routes/app.campaigns.$id_.edit");

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const id = params.id ?? "";
  const campaign = await readCampaign(context.app, shop, id);
  if (!campaign) throw new Response(null, { status: 404 });
  if (campaign.status !== "draft") throw redirect(`/app/campaigns/${id}`);
  const { name, plan, includes, excludes } = campaign;
  return { campaign: { id, name, plan, includes, excludes }, aids: await readCampaignForm(context.app, shop) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shop, actor, may } = await requireStaff(request, context, "automations.edit");
  const form = await readFormRequest(request, campaignForm);
  if (!form.ok) return form;
  return saveCampaignForm(context.app, shop, { ...form.value, campaignId: params.id ?? "", actor, may });
}

export default function EditCampaign() {
  const { campaign, aids } = useLoaderData<typeof loader>();
  const { plan, includes, excludes } = campaign;
  const form = useMemo(
    () =>
      plan
        ? formOfPlan(
            plan,
            includes.map(({ id }) => id),
            excludes.map(({ id }) => id),
          )
        : blankForm(),
    [plan, includes, excludes],
  );
  return <CampaignForm key={JSON.stringify(form)} {...aids} campaignId={campaign.id} form={form} />;
}
