import { Banner, BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { Time } from "#components/page/Time.tsx";
import type { CampaignRecipientStatus, CampaignStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";

const words = text.campaigns.report;

interface ProgressCardProps {
  campaign: {
    status: CampaignStatus;
    includes: readonly { name: string }[];
    excludes: readonly { name: string }[];
    scheduledAt: ShownMoment | null;
    startedAt: ShownMoment | null;
    preparedAt: ShownMoment | null;
    completedAt: ShownMoment | null;
    pausedReason: string | null;
    error: string | null;
    recipients: Partial<Record<CampaignRecipientStatus, number>>;
    codes: { made: number; of: number; problem: string | null } | null;
    putOff: readonly { reason: string; recipients: number; until: ShownMoment }[];
  };
}

/** How far a campaign is, and what holds it up. */
export function ProgressCard({ campaign }: ProgressCardProps) {
  const { status, recipients, putOff, includes, excludes, codes } = campaign;
  const count = (...statuses: CampaignRecipientStatus[]) =>
    statuses.reduce((sum, each) => sum + (recipients[each] ?? 0), 0);
  const ended = count("sent", "skipped", "failed", "missed", "cancelled");
  const all = ended + count("pending", "queued");
  const namesOf = (segments: readonly { name: string }[]) => segments.map(({ name }) => name).join(", ");
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.progress}
        </Text>
        {status === "paused" && (
          <Banner tone="warning" title={words.pausedTitle}>
            {text.campaigns.pausedReason(campaign.pausedReason ?? "by_hand")}
          </Banner>
        )}
        {status === "failed" && (
          <Banner tone="critical" title={words.failedTitle}>
            {campaign.error}
          </Banner>
        )}
        {campaign.startedAt && !campaign.preparedAt && status === "sending" && <Text as="p">{words.preparing}</Text>}
        {all > 0 && (
          <BlockStack gap="100">
            <ProgressBar progress={Math.round((100 * ended) / all)} size="small" tone="success" />
            <Text as="p">{words.progressOf(ended, all)}</Text>
          </BlockStack>
        )}
        {status === "sending" && codes && codes.made < codes.of && (
          <Text as="p">{words.codes(codes.made, codes.of)}</Text>
        )}
        {status === "sending" && codes?.problem && <Banner tone="warning">{words.codesProblem(codes.problem)}</Banner>}
        {putOff.map(({ reason, recipients: some, until }) => (
          <Text as="p" key={reason}>
            {words.putOff(some, text.campaigns.reason(reason), until.shown)}
          </Text>
        ))}
        <Facts>
          <Fact name={words.audience}>{namesOf(includes) || null}</Fact>
          <Fact name={words.excluded}>{namesOf(excludes) || null}</Fact>
          <Fact name={words.startsAt}>
            {campaign.scheduledAt && !campaign.startedAt ? <Time at={campaign.scheduledAt} /> : null}
          </Fact>
          <Fact name={words.startedAt}>{campaign.startedAt && <Time at={campaign.startedAt} />}</Fact>
          <Fact name={words.endedAt}>{campaign.completedAt && <Time at={campaign.completedAt} />}</Fact>
        </Facts>
      </BlockStack>
    </Card>
  );
}
