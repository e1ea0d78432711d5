import { Banner, BlockStack, Box, Button, Card, InlineStack, Layout, Page, Text, TextField } from "@shopify/polaris";
import { Link, useNavigate } from "@remix-run/react";
import { useState, type ComponentProps } from "react";
import type { SegmentKind } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { StartAutomation } from "../automations/StartAutomation.tsx";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { CustomersTable } from "../customers/CustomersTable.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { EmptyState } from "../page/EmptyState.tsx";
import { Paging } from "../page/Paging.tsx";
import { Time } from "../page/Time.tsx";
import { usePermission } from "../page/access.tsx";
import { AddMembers } from "./AddMembers.tsx";
import { segmentAddress, type SegmentQuery } from "./address.ts";
import { ReachabilityCard } from "./ReachabilityCard.tsx";

const words = text.segments;

interface SegmentViewProps {
  segment: {
    id: string;
    name: string;
    kind: SegmentKind;
    members: number;
    unknown: number;
    problem: keyof typeof words.problems | null;
    countedAt: ShownMoment | null;
    says: string | null;
    uses: readonly { kind: keyof typeof words.uses; id: string; name: string }[];
    reach: ComponentProps<typeof ReachabilityCard>;
  };
  members: { rows: ComponentProps<typeof CustomersTable>["rows"]; newer: string | null; older: string | null };
  found: ComponentProps<typeof AddMembers>["found"];
  startable: ComponentProps<typeof StartAutomation>["automations"];
  query: SegmentQuery;
  onQuery: (query: SegmentQuery) => void;
}

/** A segment: its members, who of them can be texted, and what staff can do with it. */
export function SegmentView({ segment, members, found, startable, query, onQuery }: SegmentViewProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"delete" | "start" | null>(null);
  const may = usePermission("customers.manage");
  const maySteer = usePermission("sequences.steer");
  const isStatic = segment.kind === "static";
  const count = useAction<ActionResponse & { members: number }>({ said: (answer) => words.recounted(answer.members) });
  const removal = useAction({ said: words.removed, onDone: () => navigate("/app/segments") });
  const takeOut = useAction<ActionResponse & { changed: number }>({ said: ({ changed }) => words.takenOut(changed) });
  const close = () => setAsking(null);
  return (
    <Page
      title={segment.name}
      backAction={{ content: words.title, url: "/app/segments" }}
      fullWidth
      secondaryActions={[
        ...(may && !isStatic
          ? [{ content: words.recount, loading: count.busy, onAction: () => count.act({ intent: "count" }) }]
          : []),
        ...(maySteer ? [{ content: words.start, onAction: () => setAsking("start") }] : []),
        ...(may
          ? [
              { content: words.edit, onAction: () => navigate(`/app/segments/${segment.id}/edit`) },
              { content: words.remove, destructive: true, onAction: () => setAsking("delete") },
            ]
          : []),
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {segment.problem && <Banner tone="warning">{words.problems[segment.problem]}</Banner>}
            {segment.unknown > 0 && <Banner tone="info">{words.unknown(segment.unknown)}</Banner>}
            {isStatic && may && (
              <AddMembers find={query.find ?? ""} found={found} onFind={(find) => onQuery({ ...query, find })} />
            )}
            <Card padding="0">
              <MembersHead query={query} total={segment.members} onQuery={onQuery} />
              {members.rows.length > 0 ? (
                <CustomersTable
                  rows={members.rows}
                  startable={startable}
                  loading={false}
                  {...(isStatic &&
                    may && {
                      bulk: {
                        content: words.takeOut,
                        onAction: (customerIds) => takeOut.act({ intent: "remove", customerIds }),
                      },
                    })}
                />
              ) : query.search ? (
                <EmptyState title={words.noMatch}>{words.noMatchBody}</EmptyState>
              ) : (
                <EmptyState title={words.noMembers}>{words.noMembersBody}</EmptyState>
              )}
              <Paging
                newer={members.newer && segmentAddress(segment.id, { search: query.search, newer: members.newer })}
                older={members.older && segmentAddress(segment.id, { search: query.search, older: members.older })}
              />
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {words.memberCount(segment.members)}
                </Text>
                <Text as="p" tone="subdued">
                  {words.kinds[segment.kind]}
                  {segment.countedAt && (
                    <>
                      {" · "}
                      {words.counted} <Time at={segment.countedAt} />
                    </>
                  )}
                </Text>
                {segment.says && (
                  <Text as="p" breakWord>
                    {segment.says}
                  </Text>
                )}
              </BlockStack>
            </Card>
            <ReachabilityCard {...segment.reach} />
            {segment.uses.length > 0 && <UsesCard uses={segment.uses} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
      <Confirm
        open={asking === "delete"}
        title={words.removeTitle}
        action={words.remove}
        destructive
        busy={removal.busy}
        onConfirm={() => {
          removal.act({ intent: "delete" });
          close();
        }}
        onClose={close}
      >
        <Text as="p">{words.removeBody}</Text>
      </Confirm>
      {asking === "start" && (
        <StartAutomation
          automations={startable}
          segmentId={segment.id}
          who={words.memberCount(segment.members)}
          onClose={close}
        />
      )}
    </Page>
  );
}

/** The search above the members. */
function MembersHead({
  query,
  total,
  onQuery,
}: {
  query: SegmentQuery;
  total: number;
  onQuery: (query: SegmentQuery) => void;
}) {
  const [typed, setTyped] = useState(query.search ?? "");
  return (
    <Box padding="300">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onQuery({ search: typed.trim() || undefined });
        }}
      >
        <BlockStack gap="200">
          <InlineStack align="space-between">
            <Text as="h2" variant="headingMd">
              {words.membersTitle}
            </Text>
            <Text as="span" tone="subdued">
              {words.memberCount(total)}
            </Text>
          </InlineStack>
          <TextField
            label={words.search}
            labelHidden
            placeholder={words.search}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            clearButton
            onClearButtonClick={() => {
              setTyped("");
              onQuery({});
            }}
            connectedRight={<Button submit>{words.find}</Button>}
          />
        </BlockStack>
      </form>
    </Box>
  );
}

const addressOf: Record<keyof typeof words.uses, (id: string) => string> = {
  automation: (id) => `/app/automations/${id}`,
  campaign: (id) => `/app/campaigns/${id}`,
  segment: segmentAddress,
};

const UsesCard = ({ uses }: { uses: SegmentViewProps["segment"]["uses"] }) => (
  <Card>
    <BlockStack gap="200">
      <Text as="h2" variant="headingMd">
        {words.inUse}
      </Text>
      {uses.map(({ kind, id, name }) => (
        <Text as="p" key={`${kind} ${id}`} breakWord>
          {`${words.uses[kind]}: `}
          <Link to={addressOf[kind](id)}>{name}</Link>
        </Text>
      ))}
    </BlockStack>
  </Card>
);
