import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { staffRoles } from "#core/team/roles.ts";
import * as statuses from "#core/statuses.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";

test("the migrations make what the schema says", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-schema-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { DATABASE_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "db:check"], {
    env: { ...env, DATA_DIR: folder },
  });
  expect(stdout).toContain("No difference detected");
});

const lists = { ...statuses, staffRoles };

/** The database's enum for each list of the core. */
const ENUMS: Record<keyof typeof lists, string> = {
  automationStatuses: "AutomationStatus",
  sequenceStatuses: "SequenceStatus",
  scheduledStatuses: "ScheduledStatus",
  logStatuses: "LogStatus",
  messageStatuses: "MessageStatus",
  attemptOutcomes: "AttemptOutcome",
  creditTypes: "CreditType",
  consentStates: "ConsentState",
  channels: "Channel",
  storeEventStatuses: "StoreEventStatus",
  backgroundJobStatuses: "BackgroundJobStatus",
  campaignStatuses: "CampaignStatus",
  campaignRecipientStatuses: "CampaignRecipientStatus",
  purchaseStatuses: "PurchaseStatus",
  subscriptionStatuses: "SubscriptionStatus",
  importStatuses: "ImportStatus",
  contactImportStatuses: "ContactImportStatus",
  segmentKinds: "SegmentKind",
  taskStatuses: "TaskStatus",
  senderKinds: "SenderKind",
  senderStatuses: "SenderStatus",
  staffRoles: "StaffRole",
};

describeOnEachDatabase("the database's statuses", (database) => {
  test("are the core's, in the same order", async () => {
    const { rows } = await database().pool.query<{ name: string; words: string[] }>(
      `SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS words
       FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname`,
    );
    const inDatabase = new Map(rows.map(({ name, words }) => [name, words]));
    for (const [list, name] of Object.entries(ENUMS))
      expect.soft(inDatabase.get(name), name).toEqual(lists[list as keyof typeof lists]);
  });
});
