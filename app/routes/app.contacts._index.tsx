import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { useLive } from "#components/browser/use-live.ts";
import { ImportsPage } from "#components/customers/import/ImportsPage.tsx";
import { readContactImports } from "#services/customers/read-contact-imports.server.ts";
import { beginUpload } from "#services/customers/upload-contacts.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.contacts;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export const clientLoader = clientLoaderThatKeeps("routes/app.contacts._index");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { imports: await readContactImports(context.app, shop) };
}

const form = z.object({ fileName: z.string().trim().min(1).max(255), fileBytes: z.int().min(0) });

/** Begins the upload of a list. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "contacts.import");
  const posted = await readFormRequest(request, form);
  return posted.ok ? beginUpload(context.app, { shopId: shop.id, actor, ...posted.value }) : posted;
}

export default function Contacts() {
  const { imports } = useLoaderData<typeof loader>();
  useLive("runs", "team");
  return (
    <Page title={words.title} backAction={{ content: text.customers.title, url: "/app/customers" }}>
      <ImportsPage imports={imports} />
    </Page>
  );
}
