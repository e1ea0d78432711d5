import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { Card, Filters, Page } from "@shopify/polaris";
import { z } from "zod";
import { SearchAnswer } from "#components/activity/SearchAnswer.tsx";
import { customersAddress } from "#components/customers/address.ts";
import { CustomersTable } from "#components/customers/CustomersTable.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { useTyped } from "#components/browser/use-typed.ts";
import { readStartable } from "#services/automations/start-manually.server.ts";
import { explainSearch } from "#services/activity/explain-search.server.ts";
import { CUSTOMER_CURSOR, readCustomers } from "#services/customers/read-customers.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

const words = text.customers;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

const query = z.object({
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  newer: z.string().regex(CUSTOMER_CURSOR).optional().catch(undefined),
  older: z.string().regex(CUSTOMER_CURSOR).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const filter = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [customers, startable] = await Promise.all([
    readCustomers(context.app, shop, filter),
    readStartable(context.app, shop.id),
  ]);
  const answer =
    filter.search && customers.rows.length === 0 ? await explainSearch(context.app, shop, filter.search) : null;
  return { filter, customers, startable, answer };
}

export default function Customers() {
  const { filter, customers, startable, answer } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/customers";
  const search = useTyped(filter.search ?? "", (typed) =>
    navigate(customersAddress({ search: typed || undefined }), { replace: true }),
  );
  return (
    <Page title={words.title} fullWidth>
      <Card padding="0">
        <Filters
          queryValue={search.typed}
          queryPlaceholder={words.search}
          onQueryChange={search.type}
          onQueryClear={() => search.type("")}
          filters={[]}
          onClearAll={() => search.type("")}
          loading={loading}
        />
        {customers.rows.length > 0 ? (
          <CustomersTable rows={customers.rows} startable={startable} loading={loading} />
        ) : answer ? (
          <SearchAnswer answer={answer} />
        ) : (
          <Nobody searched={filter.search !== undefined} />
        )}
        <Paging
          newer={customers.newer && customersAddress({ search: filter.search, newer: customers.newer })}
          older={customers.older && customersAddress({ search: filter.search, older: customers.older })}
        />
      </Card>
    </Page>
  );
}

function Nobody({ searched }: { searched: boolean }) {
  return searched ? (
    <EmptyState title={words.noMatchTitle} action={{ content: words.clear, url: customersAddress() }}>
      {words.noMatchBody}
    </EmptyState>
  ) : (
    <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
  );
}
