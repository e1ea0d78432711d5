import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { SegmentEditor } from "#components/segments/SegmentEditor.tsx";
import { segmentForm } from "#core/segments/segment-form.ts";
import { readSegmentEditor } from "#services/segments/read-segment.server.ts";
import { changeSegment } from "#services/segments/write-segments.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.segments.editTitle) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.segments.$id_.edit");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const view = await readSegmentEditor(context.app, shop, params.id ?? "");
  if (!view) throw new Response(null, { status: 404 });
  return view;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "customers.manage");
  const form = await readFormRequest(request, segmentForm);
  return form.ok ? changeSegment(context.app, { shopId: shop.id, actor, id: params.id ?? "" }, form.value) : form;
}

export default function EditSegment() {
  const view = useLoaderData<typeof loader>();
  return <SegmentEditor key={view.segment.id} {...view} />;
}
