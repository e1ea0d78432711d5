import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Card, Page } from "@shopify/polaris";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { usePermission } from "#components/page/access.tsx";
import { SegmentsTable } from "#components/segments/SegmentsTable.tsx";
import { readSegments } from "#services/segments/read-segments.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

const words = text.segments;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return { segments: await readSegments(context.app, shop) };
}

export default function Segments() {
  const { segments } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const may = usePermission("customers.manage");
  const create = { content: words.create, onAction: () => navigate("/app/segments/new") };
  return (
    <Page
      title={words.title}
      fullWidth
      backAction={{ content: text.customers.title, url: "/app/customers" }}
      {...(may && { primaryAction: create })}
    >
      <Card padding="0">
        {segments.length > 0 ? (
          <SegmentsTable rows={segments} />
        ) : (
          <EmptyState title={words.emptyTitle} {...(may && { action: create })}>
            {words.emptyBody}
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
