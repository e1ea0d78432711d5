import { explainSearch } from "#services/activity/explain-search.server.ts";
import { explain } from "#services/activity/explain.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { readHome } from "#services/analytics/read-home.server.ts";
import { readAutomation } from "#services/automations/read-automation.server.ts";
import { readCustomer } from "#services/customers/read-customer.server.ts";
import { readCustomers } from "#services/customers/read-customers.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";
import { query } from "#shell/db/sql.server.ts";

const CUSTOMER = "00000001-0000-7000-8000-0000000001f4";
const RUN = "00000005-0000-7000-8000-0000000001f4";
const TEXT = "00000004-0000-7000-8000-0000000001f4";

/**
 * What support and merchants look up in the log that `writeLog` writes.
 * @param automationId one that runs often
 */
export const lookUps = (
  shop: Shop,
  automationId: string,
): Record<string, (context: AppContext) => Promise<unknown>> => ({
  "definitions by trigger": ({ db }) =>
    query(
      db.pool,
      `SELECT "id" FROM "Automation" WHERE "shopId" = $1 AND "trigger" = $2 AND "status" = ${STATUS.active}`,
      [shop.id, "order_created"],
    ),
  "runs by definition, the newest": ({ db }) =>
    query(db.pool, `SELECT * FROM "AutomationSequence" WHERE "automationId" = $1 ORDER BY "startedAt" DESC LIMIT 51`, [
      automationId,
    ]),
  "log by run": ({ db }) =>
    query(db.pool, `SELECT * FROM "AutomationLog" WHERE "sequenceId" = $1 ORDER BY "createdAt"`, [RUN]),
  "an entry of the log, with its checks": (context) => readLogEntry(context, shop, TEXT),
  "why, for a number": (context) => explain(context, shop, "+12122000500"),
  "why, for a number that the app never saw": (context) => explainSearch(context, shop, "+13105550123"),
  "customer page": (context) => readCustomer(context, shop, CUSTOMER),
  "customer page, the timeline": (context) => readTimeline(context, shop, CUSTOMER, {}),
  "customers, the newest": (context) => readCustomers(context, shop, {}),
  "customers, a number": (context) => readCustomers(context, shop, { search: "+12122000500" }),
  "customers, a rare last name": (context) => readCustomers(context, shop, { search: "reyesberg" }),
  "automation page": (context) => readAutomation(context, shop, automationId),
  Home: (context) => readHome(context, shop),
});
