import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { CampaignForm } from "#components/campaigns/CampaignForm.tsx";
import { MakingSegment, NoSegment } from "#components/campaigns/SegmentOfShopify.tsx";
import { blankForm } from "#components/campaigns/plan-form.ts";
import { usePermission } from "#components/page/access.tsx";
import { readCampaignForm } from "#services/campaigns/read-campaign-form.server.ts";
import { saveCampaignForm } from "#services/campaigns/save-campaign-form.server.ts";
import { findSegmentOfShopify } from "#services/segments/segment-of-shopify.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { campaignForm } from "#core/campaigns/campaign-form.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.campaigns.newTitle) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.campaigns.new");

/** With `?shopifySegment=<its global id or number>` the form is for that segment of Shopify. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = new URL(request.url).searchParams.get("shopifySegment");
  const [aids, ofShopify] = await Promise.all([
    readCampaignForm(context.app, shop),
    asked === null ? null : findSegmentOfShopify(context.app, shop, asked),
  ]);
  return { ...aids, ofShopify };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, may } = await requireStaff(request, context, "automations.edit");
  const form = await readFormRequest(request, campaignForm);
  return form.ok ? saveCampaignForm(context.app, shop, { ...form.value, campaignId: null, actor, may }) : form;
}

export default function NewCampaign() {
  const { ofShopify, ...aids } = useLoaderData<typeof loader>();
  const mayEdit = usePermission("automations.edit");
  const mayMake = usePermission("customers.manage");
  const segmentId = ofShopify?.kind === "made" ? ofShopify.segmentId : null;
  const form = useMemo(() => ({ ...blankForm(), includes: segmentId === null ? [] : [segmentId] }), [segmentId]);
  if (ofShopify?.kind === "to_make" && mayEdit && mayMake) return <MakingSegment {...ofShopify} />;
  return (
    <CampaignForm
      key={segmentId}
      {...aids}
      campaignId={null}
      form={form}
      {...(ofShopify && ofShopify.kind !== "made" && { notice: <NoSegment why={ofShopify.kind} /> })}
    />
  );
}
