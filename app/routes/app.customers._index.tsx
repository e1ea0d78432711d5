import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { SearchAnswer } from "#components/activity/SearchAnswer.tsx";
import { customersAddress, type CustomersQuery } from "#components/customers/address.ts";
import { consentLabels } from "#components/customers/ConsentBadge.tsx";
import { CustomerFilters } from "#components/customers/CustomerFilters.tsx";
import { CustomersTable } from "#components/customers/CustomersTable.tsx";
import { EmptyState } from "#components/page/EmptyState.tsx";
import { Paging } from "#components/page/Paging.tsx";
import { customersQuery } from "#components/customers/query.ts";
import { readStartable } from "#services/automations/start-manually.server.ts";
import { explainSearch } from "#services/activity/explain-search.server.ts";
import { readCustomers } from "#services/customers/read-customers.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { text } from "#text/en.ts";

const words = text.customers;

export const meta: MetaFunction = () => [{ title: text.pageTitle(words.title) }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const filter = customersQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [customers, startable] = await Promise.all([
    readCustomers(context.app, shop, filter),
    readStartable(context.app, shop.id),
  ]);
  const answer =
    filter.search && !filter.consent && !filter.tag && customers.rows.length === 0
      ? await explainSearch(context.app, shop, filter.search)
      : null;
  return { filter, customers, startable, answer };
}

export default function Customers() {
  const { filter, customers, startable, answer } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const loading = state === "loading" && location.pathname === "/app/customers";
  const { newer: _newer, older: _older, ...kept } = filter;
  const show = (next: CustomersQuery) => navigate(customersAddress(next), { replace: true });
  return (
    <Page
      title={words.title}
      fullWidth
      secondaryActions={[{ content: text.contacts.open, onAction: () => navigate("/app/contacts") }]}
    >
      <Card padding="0">
        <CustomerFilters query={filter} loading={loading} onChange={show} />
        {customers.rows.length > 0 ? (
          <CustomersTable rows={customers.rows} startable={startable} loading={loading} />
        ) : answer ? (
          <SearchAnswer answer={answer} />
        ) : (
          <NoCustomers query={filter} />
        )}
        <Paging
          newer={customers.newer && customersAddress({ ...kept, newer: customers.newer })}
          older={customers.older && customersAddress({ ...kept, older: customers.older })}
        />
      </Card>
    </Page>
  );
}

/** An empty list: names each filter that could be taken away. */
function NoCustomers({ query: { search, consent, tag, sort } }: { query: CustomersQuery }) {
  if (!consent && !tag)
    return search ? (
      <EmptyState title={words.noMatchTitle} action={{ content: words.clear, url: customersAddress({ sort }) }}>
        {words.noMatchBody}
      </EmptyState>
    ) : (
      <EmptyState title={words.emptyTitle}>{words.emptyBody}</EmptyState>
    );
  const applied = [
    ...(search ? [{ label: words.searchIs(search), rest: { consent, tag } }] : []),
    ...(consent ? [{ label: words.consentIs(consentLabels[consent]), rest: { search, tag } }] : []),
    ...(tag ? [{ label: words.tagIs(tag), rest: { search, consent } }] : []),
  ];
  return (
    <Box paddingBlock="800" paddingInline="400">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {words.noMatchTitle}
        </Text>
        <Text as="p" alignment="center" tone="subdued">
          {words.noFilterMatch}
        </Text>
        <InlineStack gap="200" align="center">
          {applied.map(({ label, rest }) => (
            <Button key={label} url={customersAddress({ ...rest, sort })}>
              {words.takeAway(label)}
            </Button>
          ))}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
