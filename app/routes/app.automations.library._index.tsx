import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { LibraryShelves } from "#components/automations/library/LibraryShelves.tsx";
import { usePermission } from "#components/page/access.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readLibrary } from "#services/automations/read-library.server.ts";
import { text } from "#text/en.ts";

const words = text.library;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { offers: await readLibrary(context.app, shop) };
}

export default function Library() {
  const { offers } = useLoaderData<typeof loader>();
  const mayEdit = usePermission("automations.edit");
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      backAction={{ content: text.automations.title, url: "/app/automations" }}
      secondaryActions={mayEdit ? [{ content: words.scratch, url: "/app/automations/new" }] : []}
    >
      <LibraryShelves offers={offers} />
    </Page>
  );
}
