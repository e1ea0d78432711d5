import { Command } from "commander";
import { readCampaignFile } from "#core/campaigns/campaign-file.ts";
import type { Problem } from "#core/problem.ts";
import {
  cancelCampaign,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  unscheduleCampaign,
  type CampaignStatusResult,
  type CampaignTarget,
} from "#services/campaigns/change-campaign.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { readCampaign, type CampaignReport } from "#services/campaigns/read-campaign.server.ts";
import { readCampaigns } from "#services/campaigns/read-campaigns.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findSegmentsByName } from "#shell/repositories/campaigns/campaigns.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { shownCaused } from "#text/caused.ts";
import { text } from "#text/en.ts";
import { shopOrFail } from "./find-shop.ts";
import { readOwnFile } from "./own-file.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

export function campaignCommands({ withContext, cwd }: Perform): Command[] {
  const create = new Command("create")
    .description("write a campaign from a JSON file: name, segment, exclude, body or bodies or arms, when, holdout")
    .argument("<domain>")
    .argument("<file>")
    .option("--schedule", "schedule it too")
    .action(
      withContext(async (context, domain: string, file: string, { schedule }: { schedule?: boolean }) => {
        const shop = await shopOrFail(context, domain);
        const read = readCampaignFile(parseFile(readOwnFile(cwd, file), file));
        if ("problems" in read) throw new Error(`${file} cannot be used:\n${listProblems(read.problems)}`);
        const made = await createCampaign(context, shop, {
          plan: read.plan,
          includes: await segmentIds(context, shop.id, read.segments),
          excludes: await segmentIds(context, shop.id, read.exclude),
          actor: ACTOR,
        });
        if (!made.ok) throw new Error(made.message);
        const { campaignId } = made;
        if (schedule) await orFail(scheduleCampaign(context, { shopId: shop.id, campaignId, actor: ACTOR }));
        const data = await reportOrFail(context, shop, campaignId);
        return { data, text: `${campaignId}  ${describe(data)}` };
      }),
    );
  const list = new Command("list")
    .description("a shop's campaigns")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const data = await readCampaigns(context, await shopOrFail(context, domain));
        return {
          data,
          text:
            data.length === 0
              ? "no campaign yet"
              : columns([
                  ["CAMPAIGN", "NAME", "IS", "TIME", "SENT", "OF"],
                  ...data.map(({ id, name, status, startedAt, scheduledAt, sent, recipients }) => [
                    id,
                    name,
                    status,
                    (startedAt ?? scheduledAt)?.iso ?? "-",
                    sent,
                    recipients,
                  ]),
                ]),
        };
      }),
    );
  const show = new Command("show")
    .description("what became of a campaign, and why recipients got no text")
    .argument("<domain>")
    .argument("<id>")
    .action(
      withContext(async (context, domain: string, id: string) => {
        const data = await reportOrFail(context, await shopOrFail(context, domain), id);
        return { data, text: describeWhole(data) };
      }),
    );
  const change = (
    word: string,
    description: string,
    act: (context: AppContext, target: CampaignTarget) => Promise<CampaignStatusResult>,
  ) =>
    new Command(word)
      .description(description)
      .argument("<domain>")
      .argument("<id>")
      .action(
        withContext(async (context, domain: string, campaignId: string) => {
          const shop = await shopOrFail(context, domain);
          await orFail(act(context, { shopId: shop.id, campaignId, actor: ACTOR }));
          const data = await reportOrFail(context, shop, campaignId);
          return { data, text: describe(data) };
        }),
      );
  return [
    new Command("campaign")
      .description("one text to the members of segments, once")
      .addCommand(create)
      .addCommand(list)
      .addCommand(show)
      .addCommand(change("schedule", "let a draft's time come", scheduleCampaign))
      .addCommand(change("unschedule", "make a scheduled campaign a draft again", unscheduleCampaign))
      .addCommand(change("pause", "send nothing more of it for the time being", pauseCampaign))
      .addCommand(change("resume", "go on with a paused campaign", resumeCampaign))
      .addCommand(change("cancel", "end a campaign for good; what was sent stays sent", cancelCampaign)),
  ];
}

function parseFile(json: string, file: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The ids of segments that the operator names, or gives by id. */
async function segmentIds(context: AppContext, shopId: string, names: readonly string[]): Promise<string[]> {
  const found = await findSegmentsByName(context.db.pool, shopId, names);
  return names.map((name) => {
    const segment = found.find((each) => each.id === name || each.name.toLowerCase() === name.toLowerCase());
    if (!segment) throw new Error(`there is no segment "${name}" in the shop; see "shopbell segment list"`);
    return segment.id;
  });
}

async function orFail(result: Promise<CampaignStatusResult>): Promise<void> {
  const changed = await result;
  if (!changed.ok) throw new Error(changed.problems ? listProblems(changed.problems) : changed.message);
}

async function reportOrFail(
  context: AppContext,
  shop: Pick<ShopRow, "id" | "timezone" | "currency">,
  id: string,
): Promise<CampaignReport> {
  const report = await readCampaign(context, shop, id);
  if (!report) throw new Error(`there is no campaign "${id}" in the shop; see "shopbell campaign list"`);
  return report;
}

const listProblems = (problems: readonly Problem[]): string =>
  problems.map(({ path, message }) => `  ${path} ${message}`).join("\n");

const describe = ({ name, status, scheduledAt, recipients }: CampaignReport): string =>
  `“${name}”: ${status}${status === "scheduled" && scheduledAt ? ` for ${scheduledAt.iso}` : ""}, ${recipients.sent ?? 0} sent`;

function describeWhole(report: CampaignReport): string {
  const { arms, without, putOff, pausedReason, error, winner } = report;
  return [
    describe(report),
    ...(pausedReason ? [`paused: ${text.campaigns.pausedReason(pausedReason)}`] : []),
    ...(error ? [`failed: ${error}`] : []),
    columns([
      ["WORDING", "SENT", "DELIVERED", "CREDITS", "CLICKED", "ORDERED", "REVENUE"],
      ...arms.map(({ name, sent, delivered, credits, clicks, orders, revenue }) => [
        name,
        sent,
        delivered,
        credits,
        clicks,
        orders,
        revenue.map(({ amount, currency }) => `${amount} ${currency}`).join(", ") || "-",
      ]),
    ]),
    ...(report.caused ? [text.campaigns.caused(shownCaused(report.caused))] : []),
    ...(winner ? [`winner: ${winner.arm} (${winner.because})`] : []),
    ...without.map(({ status, reason, recipients }) => `${recipients} ${status}: ${text.campaigns.reason(reason)}`),
    ...putOff.map(
      ({ reason, recipients, until }) => `${recipients} put off until ${until.iso}: ${text.campaigns.reason(reason)}`,
    ),
  ].join("\n");
}
