import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { SegmentView } from "#components/segments/SegmentView.tsx";
import { segmentAddress } from "#components/segments/address.ts";
import { ID_CURSOR } from "#core/paging.ts";
import { readStartable } from "#services/automations/start-manually.server.ts";
import { readCustomers } from "#services/customers/read-customers.server.ts";
import { changeMembers } from "#services/segments/change-members.server.ts";
import { readSegment } from "#services/segments/read-segment.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";
import { deleteSegment } from "#services/segments/write-segments.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(data?.segment.name ?? text.segments.title) },
];

const cursor = z.string().regex(ID_CURSOR).optional().catch(undefined);
const typed = z.string().trim().min(1).max(100).optional().catch(undefined);
const query = z.object({ search: typed, find: typed, newer: cursor, older: cursor });

/** A deleted segment has no page to read again. */
export const shouldRevalidate = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  !(actionResult as { deleted?: boolean } | undefined)?.deleted && defaultShouldRevalidate;

export const clientLoader = clientLoaderThatKeeps("routes/app.segments.$id");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const segment = await readSegment(context.app, shop, params.id ?? "");
  if (!segment) throw new Response(null, { status: 404 });
  const { find, ...place } = asked;
  const [members, found, startable] = await Promise.all([
    readCustomers(context.app, shop, { ...place, segment: segment.id }),
    find ? readCustomers(context.app, shop, { search: find }) : null,
    readStartable(context.app, shop.id),
  ]);
  return { asked, segment, members, found: found?.rows.slice(0, 10) ?? null, startable };
}

const chosen = z.array(z.uuid()).min(1).max(200);
const posted = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("count") }),
  z.object({ intent: z.literal("delete") }),
  z.object({ intent: z.literal("add"), customerIds: chosen }),
  z.object({ intent: z.literal("remove"), customerIds: chosen }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "customers.manage");
  const form = await readFormRequest(request, posted);
  if (!form.ok) return form;
  const id = z.uuid().safeParse(params.id).data;
  if (id === undefined) throw new Response(null, { status: 404 });
  const { value } = form;
  switch (value.intent) {
    case "count":
      return recountSegment(context.app, shop.id, id);
    case "delete":
      return deleteSegment(context.app, { shopId: shop.id, actor, id });
    case "add":
    case "remove":
      return changeMembers(context.app, {
        shopId: shop.id,
        segmentId: id,
        actor,
        change: value.intent,
        customerIds: value.customerIds,
      });
  }
}

export default function Segment() {
  const { asked, ...view } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <SegmentView
      key={view.segment.id}
      {...view}
      query={asked}
      onQuery={(next) => navigate(segmentAddress(view.segment.id, next), { replace: true, preventScrollReset: true })}
    />
  );
}
