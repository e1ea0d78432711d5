import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { PrivacyPage } from "#components/team/settings/PrivacyPage.tsx";
import { readSettings } from "#core/team/settings.ts";
import { readArchiveRun } from "#services/activity/take-archive.server.ts";
import { answerDataRequest, readDataRequests, signBundle } from "#services/consent/data-requests.server.ts";
import { readAccesses } from "#services/team/record-access.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.privacy.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings.privacy");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const [requests, accesses, archive] = await Promise.all([
    readDataRequests(context.app, shop),
    readAccesses(context.app, shop),
    readArchiveRun(context.app, shop),
  ]);
  return { archive, requests, accesses, accessDays: readSettings(shop.settings).accessRetentionDays };
}

const form = z.object({ intent: z.enum(["download", "answer"]), id: z.uuid() });

/** Signs the address of a bundle, or marks a request as answered. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, staff } = await requireStaff(request, context, "data.export");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  const { intent, id: requestId } = posted.value;
  return intent === "download"
    ? signBundle(context.app, { shopId: shop.id, userId: staff.userId, requestId })
    : answerDataRequest(context.app, { shopId: shop.id, requestId, actor });
}

export default function Privacy() {
  useLive("runs");
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}
