import { readPublishable } from "#core/automations/publishable.ts";
import type { Definition } from "#core/automations/definition.ts";
import { definitionOfPlan } from "#core/campaigns/campaign-definition.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { Problem } from "#core/problem.ts";
import { readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readAudiencePage } from "#shell/repositories/campaigns/recipients.server.ts";
import { nameOf, readCustomers } from "../automations/parts/read-samples.server.ts";
import { refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";
import { sendToTeam, type SentToTeam, type TeamRecipient } from "../simulation/parts/send-to-team.server.ts";
import { writeTestTexts, type WrittenTestText } from "../simulation/parts/write-test-texts.server.ts";
import { readTestTexts, type SentTestText } from "../simulation/read-test-texts.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** So many members of the segments are offered; a preview needs no more. */
const MAX_OFFERED = 25;

/** One wording in one language, and the customer that it is rendered for. */
export interface CampaignTest {
  body: string;
  /** A customer of the shop; without one, the made-up one. */
  customerId?: string | undefined;
}

/** What the form needs to send a test. */
export interface CampaignTestView {
  recipients: { id: string; label: string }[];
  texts: WrittenTestText[];
  testPhone: string | null;
  tests: SentTestText[];
}

/** Renders a wording for a recipient, and lists the recipients to choose from. */
export async function readCampaignTest(
  context: AppContext,
  shop: Shop,
  { includes, excludes, ...test }: CampaignTest & { includes: readonly string[]; excludes: readonly string[] },
): Promise<CampaignTestView> {
  const members =
    includes.length === 0
      ? []
      : await readAudiencePage(context.db.pool, {
          shopId: shop.id,
          includes,
          excludes,
          after: null,
          limit: MAX_OFFERED,
        });
  const customers = await readCustomers(
    context,
    shop,
    members.map(({ customerId }) => customerId),
  );
  const { testPhone } = readSettings(shop.settings);
  return {
    recipients: [...customers].map(([id, customer]) => ({ id, label: nameOf(customer) })),
    texts: await textsOf(context, shop, test),
    testPhone: testPhone && showPhone(testPhone),
    tests: await readTestTexts(context, shop),
  };
}

/** Sends a wording of a campaign, rendered for the chosen recipient, to a number of the team. */
export async function sendCampaignTest(
  context: AppContext,
  shop: Shop,
  { body, customerId, ...recipient }: CampaignTest & TeamRecipient,
): Promise<ServiceResult<SentToTeam>> {
  const read = definitionOfWords(body);
  if ("problems" in read) return refuseDocument(read.problems);
  return sendToTeam(context, shop, recipient, {
    texts: await textsOf(context, shop, { body, customerId }),
    about: customerId ?? null,
  });
}

/** The texts of a wording; none for words that cannot be sent. */
async function textsOf(
  context: AppContext,
  shop: Shop,
  { body, customerId }: CampaignTest,
): Promise<WrittenTestText[]> {
  const read = definitionOfWords(body);
  if ("problems" in read) return [];
  const customers = await readCustomers(context, shop, customerId ? [customerId] : []);
  const links = await storedLinks(context, shop);
  return writeTestTexts(
    read.definition,
    {},
    (customerId && customers.get(customerId)) || null,
    shop,
    context.clock.now(),
    links,
  );
}

/** In a test, the code is a made-up one. */
function definitionOfWords(body: string): { definition: Definition } | { problems: Problem[] } {
  const discount = { kind: "free_shipping", prefix: "TEST" };
  const arm = { id: "a", name: "A", body, share: 50, translations: {} };
  const read = readPublishable(definitionOfPlan({ name: "Test", arms: [arm], holdout: 0, discount }));
  return "problems" in read
    ? { problems: read.problems.map(({ message }) => ({ path: "body", message })) }
    : { definition: read.definition };
}
