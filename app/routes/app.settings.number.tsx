import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { NumberPage } from "#components/senders/NumberPage.tsx";
import { senderKinds } from "#core/statuses.ts";
import { createSender } from "#services/senders/create-sender.server.ts";
import { prefillRegistration } from "#services/senders/prefill-registration.server.ts";
import { readNumberPage } from "#services/senders/read-number-page.server.ts";
import { refreshRegistration, saveRegistration, submitRegistration } from "#services/senders/register-sender.server.ts";
import { releaseSender } from "#services/senders/release-sender.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

export const meta: MetaFunction = () => [{ title: text.pageTitle(text.senders.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.settings.number");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readNumberPage(context.app, shop);
}

const form = z.record(z.string(), z.unknown());
/** The services check each field. */
const posted = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("create"),
    kind: z.enum(senderKinds),
    country: z.string().max(2),
    senderName: z.string().max(50).optional(),
    broughtNumber: z.string().max(50).optional(),
    approvedBefore: z.boolean().optional(),
  }),
  z.object({ intent: z.enum(["save", "submit"]), id: z.uuid(), form }),
  z.object({ intent: z.enum(["refresh", "release"]), id: z.uuid() }),
]);

export async function action({ request, context: { app } }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, { app }, "settings.change");
  const read = await readFormRequest(request, posted);
  if (!read.ok) return read;
  const { value } = read;
  const who = { shopId: shop.id, actor };
  switch (value.intent) {
    case "create": {
      const { intent: _intent, ...wanted } = value;
      const created = await createSender(app, { ...who, ...wanted });
      if (created.ok) await prefillRegistration(app, shop, { senderId: created.id, actor });
      return created;
    }
    case "save":
      return saveRegistration(app, { ...who, senderId: value.id, form: value.form });
    case "submit":
      return submitRegistration(app, { ...who, senderId: value.id, form: value.form });
    case "refresh":
      return refreshRegistration(app, { shopId: shop.id, senderId: value.id });
    case "release":
      return releaseSender(app, { ...who, senderId: value.id });
  }
}

export default function NumberSettings() {
  return <NumberPage {...useLoaderData<typeof loader>()} />;
}
