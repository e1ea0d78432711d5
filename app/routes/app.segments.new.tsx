import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { SegmentEditor } from "#components/segments/SegmentEditor.tsx";
import { segmentForm } from "#core/segments/segment-form.ts";
import { readSegmentEditor } from "#services/segments/read-segment.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.segments.newTitle) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.segments.new");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const view = await readSegmentEditor(context.app, shop, null);
  if (!view) throw new Response(null, { status: 404 });
  return view;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "customers.manage");
  const form = await readFormRequest(request, segmentForm);
  return form.ok ? createSegment(context.app, { shopId: shop.id, actor }, form.value) : form;
}

export default function NewSegment() {
  return <SegmentEditor {...useLoaderData<typeof loader>()} />;
}
