import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { clientLoaderThatKeeps } from "#components/browser/client-loader.ts";
import { CompareCard } from "#components/automations/publish/CompareCard.tsx";
import { VersionTable } from "#components/automations/publish/VersionTable.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { readVersions } from "#services/automations/read-versions.server.ts";
import { restoreVersion } from "#services/automations/restore-version.server.ts";
import { readFormRequest } from "#shell/http/form-request.server.ts";
import { text } from "#text/en.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const words = text.publish;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: text.pageTitle(`${words.versionsTitle}: ${data?.automation.name ?? ""}`) },
];

const number = z.coerce.number().int().min(1);
const side = z
  .union([z.literal("draft"), number])
  .optional()
  .catch(undefined);
const query = z.object({ from: side, to: side });
const form = z.object({ version: number });

export const clientLoader = clientLoaderThatKeeps("routes/app.automations.$id.versions");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const view = await readVersions(
    context.app,
    shop,
    params.id ?? "",
    query.parse(Object.fromEntries(new URL(request.url).searchParams)),
  );
  if (!view) throw new Response(null, { status: 404 });
  return view;
}

/** Restores a version into the draft. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, actor } = await requireStaff(request, context, "automations.edit");
  const posted = await readFormRequest(request, form);
  if (!posted.ok) return posted;
  return restoreVersion(context.app, {
    shopId: shop.id,
    actor,
    automationId: params.id ?? "",
    version: posted.value.version,
  });
}

export default function Versions() {
  const { automation, versions, draftDiffers, compared } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const address = `/app/automations/${automation.id}`;
  const compare = (from: number | "draft", to: number | "draft") =>
    navigate(`${address}/versions?${new URLSearchParams({ from: String(from), to: String(to) }).toString()}`, {
      replace: true,
      preventScrollReset: true,
    });
  return (
    <Page
      title={words.versionsTitle}
      subtitle={automation.name}
      backAction={{ content: automation.name, url: address }}
    >
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <Text as="p" tone="subdued">
            {words.versionsBody}
          </Text>
        </Box>
        <Card padding="0">
          {versions.length > 0 ? (
            <VersionTable
              versions={versions}
              draftDiffers={draftDiffers}
              canRestore={!automation.archived}
              onCompare={compare}
            />
          ) : (
            <EmptyState
              title={words.versionsEmptyTitle}
              action={{ content: text.automation.edit, url: `${address}/edit` }}
            >
              {words.versionsEmptyBody}
            </EmptyState>
          )}
        </Card>
        {compared && (
          <CompareCard compared={compared} numbers={versions.map((version) => version.number)} onCompare={compare} />
        )}
      </BlockStack>
    </Page>
  );
}
