import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import { layoutKey } from "#components/page/NarrowRow.tsx";
import { Time } from "#components/page/Time.tsx";
import type { CampaignStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { CampaignBadge } from "./CampaignBadge.tsx";

const words = text.campaigns;

interface CampaignLine {
  id: string;
  name: string;
  status: CampaignStatus;
  scheduledAt: ShownMoment | null;
  startedAt: ShownMoment | null;
  updatedAt: ShownMoment;
  recipients: number;
  sent: number;
}

/** The list of campaigns. */
export function CampaignTable({ campaigns }: { campaigns: readonly CampaignLine[] }) {
  const { smDown } = useBreakpoints();
  const { name, status, time, sent } = words.columns;
  return (
    <IndexTable
      key={layoutKey(smDown)}
      resourceName={words.resource}
      itemCount={campaigns.length}
      selectable={false}
      headings={smDown ? [{ title: name }] : [{ title: name }, { title: status }, { title: time }, { title: sent }]}
    >
      {campaigns.map((campaign, position) => (
        <IndexTable.Row id={campaign.id} key={campaign.id} position={position}>
          {smDown ? (
            <IndexTable.Cell>
              <BlockStack gap="100">
                <InlineStack gap="200" align="space-between">
                  <Name {...campaign} />
                  <CampaignBadge status={campaign.status} />
                </InlineStack>
                <Text as="span" tone="subdued">
                  <When {...campaign} />
                  {campaign.recipients > 0 && ` · ${words.sentOf(campaign.sent, campaign.recipients)}`}
                </Text>
              </BlockStack>
            </IndexTable.Cell>
          ) : (
            <>
              <IndexTable.Cell>
                <Name {...campaign} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <CampaignBadge status={campaign.status} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <When {...campaign} />
              </IndexTable.Cell>
              <IndexTable.Cell>{words.sentOf(campaign.sent, campaign.recipients)}</IndexTable.Cell>
            </>
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const Name = ({ id, name }: Pick<CampaignLine, "id" | "name">) => (
  <Link url={`/app/campaigns/${id}`} removeUnderline dataPrimaryLink>
    <Text as="span" fontWeight="semibold" breakWord>
      {name}
    </Text>
  </Link>
);

const When = ({ startedAt, scheduledAt, updatedAt }: CampaignLine) =>
  startedAt || scheduledAt ? (
    <Time at={(startedAt ?? scheduledAt) as ShownMoment} />
  ) : (
    <>{words.changed(updatedAt.shown)}</>
  );
