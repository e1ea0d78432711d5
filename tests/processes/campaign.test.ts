import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { RequestHandler } from "express";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { systemClock } from "#shell/clock.server.ts";
import { testRedisUrl } from "#tests/support/redis.ts";
import { untilReady } from "#tests/support/ports.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";
import { openInstallation, SHOP, type Installation } from "./installation.ts";

const RECIPIENTS = 1_200;
/** Texts of the doomed worker that the provider answers. */
const ANSWERED = 10;
/** Calls that are unanswered when the worker is killed, at least. */
const FEW = 20;
/** One of the workers calls the provider below this path. */
const DOOMED = "/doomed";

/** Numbers of a place where marketing may arrive at this hour: processes keep the machine's time. */
function numbersAwake(): string[] {
  const hour = systemClock.now().toZonedDateTimeISO("UTC").hour;
  const [start, first] = hour < 11 ? ["+65", 81_230_000] : hour < 13 ? ["+44", 7_400_120_000] : ["+1", 7_872_340_000];
  return Array.from({ length: RECIPIENTS }, (_, at) => `${start}${first + at}`);
}

describe.skipIf(!inject("postgresUrl") || !inject("redisUrl"))(
  "a campaign by the operator's tool, on Postgres and Redis, with two workers",
  () => {
    let installation: Installation;
    let folder: string;
    /** Texts that each worker has asked for. */
    let fromOther = 0;
    let fromDoomed = 0;
    /** Requests that the provider has taken and does not answer. */
    let unanswered = 0;
    /** The provider takes all of the doomed worker's texts, and answers only the first of them. */
    const answerOrNot: RequestHandler = (request, response, next) => {
      if (!request.url.startsWith(DOOMED)) {
        // A look at what became of a text is no text.
        if (request.method === "POST") fromOther++;
        return next();
      }
      request.url = request.url.slice(DOOMED.length);
      fromDoomed++;
      if (fromDoomed > ANSWERED) {
        unanswered++;
        response.end = () => response;
      }
      next();
    };
    const phones = numbersAwake();

    beforeAll(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-campaign-"));
      installation = await openInstallation(await testRedisUrl(), answerOrNot);
      await tool("shop", "install", SHOP, "--credits", "20000");
      const { pool } = installation.database;
      await pool.query(
        `
          INSERT INTO "Customer" ("id", "shopId", "shopifyId", "phone", "tags", "createdAt")
          SELECT gen_random_uuid(), s."id", p.n::text, p.phone, ARRAY['regular'], now() - interval '30 days'
          FROM "Shop" s, unnest($1::text[]) WITH ORDINALITY AS p(phone, n)`,
        [phones],
      );
      await subscribeNumbers(pool);
    });
    afterAll(async () => {
      await installation.close();
      rmSync(folder, { recursive: true });
    });

    /** What a command of the operator's tool answers. @throws where it fails */
    async function tool<T>(...args: string[]): Promise<T> {
      const { code, said } = await installation.operate(...args);
      if (code !== 0) throw new Error(`${args.join(" ")}: ${said}`);
      return JSON.parse(said) as T;
    }
    const written = (name: string, content: unknown): string => {
      const file = path.join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    const told = () => installation.twilio.messages().map(({ to }) => to);

    /** Moves what a dead worker left behind into the past: the processes keep the machine's time. */
    async function letPass(time: string): Promise<void> {
      const { pool } = installation.database;
      for (const [table, column, where] of [
        ["ScheduledAutomation", "leaseUntil", `"leaseUntil" IS NOT NULL`],
        ["Campaign", "leaseUntil", `"leaseUntil" IS NOT NULL`],
        ["Message", "updatedAt", `"status" = 'sending'`],
        ["MessageAttempt", "startedAt", `"outcome" = 'open'`],
        ["MessageAttempt", "nextLookAt", `"outcome" = 'unknown'`],
      ])
        await pool.query(`UPDATE "${table}" SET "${column}" = "${column}" - $1::interval WHERE ${where}`, [time]);
    }

    test("one of which is killed in the middle, texts each recipient once, and its ledger is exact", async () => {
      const where = written("regulars.json", { field: "customer.tags", op: "has_any", value: ["regular"] });
      expect(await tool("segment", "create", SHOP, "Regulars", "--where", where)).toMatchObject({
        members: RECIPIENTS,
      });
      const file = written("autumn.json", {
        name: "Autumn sale",
        segment: "Regulars",
        arms: [
          { name: "Plain", body: "20% off until Sunday. Reply STOP to opt out" },
          { name: "Bold", body: "Big news: 20% off until Sunday. Reply STOP to opt out" },
        ],
      });
      const { id } = await tool<{ id: string }>("campaign", "create", SHOP, file);
      const web = await installation.web();
      const base = installation.env.TWILIO_API_BASE_URL;
      const workers = [`${base}${DOOMED}`, base].map((address) =>
        installation.start("bin/worker.ts", [], {
          ...installation.env,
          LOG_LEVEL: "info",
          TWILIO_API_BASE_URL: address,
          // No text waits in the process once it is written: what the provider was not asked for, it would never get.
          WORKER_CONCURRENCY: "500",
        }),
      );
      const [doomed, other] = workers;
      if (!doomed || !other) throw new Error("there are two workers");
      await untilReady(async () => {
        for (const each of workers) if (!each.said().includes(`"working"`)) throw new Error(each.said());
      });
      await tool("campaign", "schedule", SHOP, id);
      await untilReady(async () => {
        if (fromOther === 0 || unanswered < FEW)
          throw new Error(`${fromDoomed} and ${fromOther} texts: ${doomed.said()} ${other.said()}`);
      });
      await installation.stop(doomed, "SIGKILL");
      // The other worker goes on with all but what the killed one had claimed.
      await installation.until(
        `
          SELECT count(*) AS n
          FROM "CampaignRecipient" r
          LEFT JOIN "ScheduledAutomation" a ON a."sequenceId" = r."sequenceId"
          WHERE r."status" = 'pending' OR a."status" = 'scheduled' AND NOT a."held" AND a."leaseUntil" IS NULL`,
        0,
      );
      const lost = await installation.count(`SELECT count(*) AS n FROM "Message" WHERE "status" = 'sending'`);
      expect(lost).toBeGreaterThanOrEqual(FEW);
      await untilReady(async () => {
        // The looks at the provider are made each minute; the waits between them pass at once.
        await letPass("15 minutes");
        await installation.until(`SELECT count(*) AS n FROM "Campaign" WHERE "status" = 'sent'`, 1, 5);
      }, 240);
      // A text whose request may or may not have reached the provider is closed, and never sent again.
      const { rows: closed } = await installation.database.pool.query<{ to: string }>(
        `SELECT "to" FROM "Message" WHERE "status" = 'failed' AND "errorCode" = 'outcome_unknown'`,
      );
      expect([...told(), ...closed.map(({ to }) => to)].toSorted()).toEqual(phones.toSorted());
      const sent = told().length;
      const shown = await tool<{ status: string; recipients: object; arms: { sent: number }[] }>(
        "campaign",
        "show",
        SHOP,
        id,
      );
      expect(shown).toMatchObject({ status: "sent", recipients: { sent } });
      expect(shown.arms.reduce((sum, arm) => sum + arm.sent, 0)).toBe(sent);
      await tool("ledger", "verify", SHOP);
      // Each text is paid for once, and nothing stays reserved.
      expect(
        await installation.count(
          `
            SELECT count(*) AS n FROM "Shop" s
            WHERE s."creditReserved" = 0 AND s."creditBalance" = 20000 - (SELECT sum("credits") FROM "Message")`,
        ),
      ).toBe(1);
      expect(fromOther).toBeLessThan(RECIPIENTS);
      expect(await installation.count(`SELECT count(*) AS n FROM "Message" WHERE "direction" = 'outbound'`)).toBe(
        RECIPIENTS,
      );
      expect(web.said() + other.said()).not.toMatch(/"level":(50|60)/);
      await installation.stop(other);
      await installation.stop(web);
    });
  },
);
