import { noDump } from "#shell/db/pool.server.ts";
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { receiveEvent } from "#services/intake/receive-event.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { movableClock } from "#shell/clock.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import { query } from "#shell/db/sql.server.ts";
import { createPrisma } from "#shell/db/prisma.server.ts";
import { environment, type Env } from "#shell/env.server.ts";
import { createTwilioRegistrar } from "#shell/sms/twilio-registrar.server.ts";
import { createMetrics } from "#shell/metrics.server.ts";
import { createNewId } from "#shell/new-id.server.ts";
import { createInProcessQueue } from "#shell/queue/in-process.server.ts";
import {
  createDefinitions,
  insertAutomation,
  publishVersion,
  setAutomationStatus,
} from "#shell/repositories/automations/automations.server.ts";
import { nextDueAt } from "#shell/repositories/engine/step-claims.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { announceStop } from "#shell/stopping.server.ts";
import { createShopify } from "#shell/shopify/app.server.ts";
import type { MediaAnswer, OutgoingText, MessageSearch, MessageSearchAnswer } from "#shell/sms/provider.server.ts";
import type { TestDatabase } from "../support/database.ts";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { definitionOf } from "../core/definitions.ts";
import { recordOutside } from "../support/outside.ts";

export const SHOP = "juniper.myshopify.com";
/** A Monday, ten in the morning in New York. */
export const MONDAY_TEN = Temporal.Instant.from("2026-03-02T15:00:00Z");

export const testEnv = environment.parse({
  LOG_LEVEL: "silent",
  SHOPIFY_API_KEY: "test-key",
  SHOPIFY_API_SECRET: "test-secret",
  SHOPIFY_APP_URL: "https://shopbell.example",
  TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "test-token",
  TWILIO_FROM_NUMBER: "+15005550006",
});

export const accepted = (): SendOutcome => ({
  kind: "accepted",
  providerId: `SM${randomUUID().replaceAll("-", "")}`,
  providerStatus: "queued",
  segments: null,
});

/**
 * The services on a test database, with a clock that stands still until it is moved and a phone company that says
 * what it is told to.
 */
export function buildHouse(
  database: TestDatabase,
  {
    now = MONDAY_TEN,
    lateness = () => 0,
    env = testEnv,
    ticks = false,
  }: {
    /** The clock goes on by itself. */
    ticks?: boolean;
    env?: Env;
    now?: Instant;
    /** How many milliseconds after its due time the next step is claimed. */
    lateness?: () => number;
  } = {},
) {
  const began = performance.now();
  const clock = movableClock(() => (ticks ? now.add({ milliseconds: Math.round(performance.now() - began) }) : now));
  const texts: OutgoingText[] = [];
  /** The messaging services of shops' own senders that texts went out by. */
  const sentBy: string[] = [];
  let answer: (text: OutgoingText) => SendOutcome | Promise<SendOutcome> = accepted;
  const { parts, ...outside } = recordOutside(() => clock.now());
  const searches: MessageSearch[] = [];
  const media = new Map<string, MediaAnswer>();
  let accountListing: (since: Instant) => MessageSearchAnswer = () => ({ kind: "answered", texts: [] });
  let listing: (search: MessageSearch) => MessageSearchAnswer | Promise<MessageSearchAnswer> = () => ({
    kind: "answered",
    texts: [],
  });
  const log = pino({ level: "silent" });
  const prisma = createPrisma(database.pool);
  const secrets = createSecrets("a key for tests");
  const context: AppContext = {
    env,
    log,
    clock,
    prisma,
    db: { pool: database.pool, background: database.pool, kind: database.kind, dump: noDump, close: async () => {} },
    queue: createInProcessQueue({ clock, log }),
    secrets,
    definitions: createDefinitions(),
    shopify: createShopify(testEnv, prisma, { log, secrets }),
    ...parts,
    sms: {
      send: async (text) => {
        texts.push(text);
        return answer(text);
      },
      find: async (search) => {
        searches.push(search);
        return listing(search);
      },
      list: async (since) => accountListing(since),
      readMedia: async (url) => media.get(url) ?? { kind: "gone" },
      check: async () => null,
    },
    smsOf: ({ serviceSid }) => ({
      send: async (text) => {
        texts.push(text);
        sentBy.push(serviceSid);
        return answer(text);
      },
      find: async (search) => {
        searches.push(search);
        return listing(search);
      },
      list: async (since) => accountListing(since),
      readMedia: async (url) => media.get(url) ?? { kind: "gone" },
      check: async () => null,
    }),
    // Without a stand-in, its calls end at once: nothing leaves the machine.
    registrar: createTwilioRegistrar({ TWILIO_API_BASE_URL: "http://127.0.0.1:9", ...env }),
    metrics: createMetrics(),
    live: { listen: () => () => {}, close: () => {} },
    newId: createNewId(),
  };

  const house = {
    ...outside,
    context,
    clock,
    /** Every call to the phone company. */
    texts,
    sentBy,
    bodies: () => texts.map(({ body }) => body),
    phoneCompany: (say: typeof answer) => (answer = say),
    /** Every look at the phone company's list, and what it shows from now on; nothing unless told. */
    searches,
    phoneList: (show: typeof listing) => (listing = show),
    /** What the provider lists of all messages of an account. */
    accountList: (show: typeof accountListing) => (accountListing = show),
    /** The files of texts that the phone company keeps, by address. */
    media,
    /** A store with credits and some ready-made automations on. */
    async open(libraryKeys: readonly string[], { credits = 100, domain = SHOP } = {}): Promise<string> {
      const { id: shopId } = await ensureShop(context, domain);
      if (credits > 0)
        await grantCredits(context, { shopId, credits, type: "grant", note: "for the test", actor: "test" });
      for (const libraryKey of libraryKeys) await activateFromLibrary(context, { shopId, libraryKey, actor: "test" });
      return shopId;
    },
    /** Every shop has confirmed its consent text, which names cart reminders. */
    async confirmWording(): Promise<void> {
      const disclosure = { text: DEFAULT_DISCLOSURE, version: "2026-01-01" };
      await query(
        database.pool,
        `UPDATE "Shop" SET "settings" = "settings" || jsonb_build_object('disclosure', $1::jsonb)`,
        [JSON.stringify(disclosure)],
      );
    },
    /** An automation of the shop's own, published and on. @returns its id */
    async automate(shopId: string, document: Partial<DefinitionDocument>): Promise<string> {
      const definition = definitionOf(document);
      const at = clock.now();
      const id = context.newId(at);
      await insertAutomation(database.pool, {
        id,
        shopId,
        name: definition.name,
        description: "",
        trigger: definition.trigger.type,
        libraryKey: null,
        draft: definition,
        author: "test",
        createdAt: at,
      });
      await publishVersion(database.pool, {
        id: context.newId(at),
        shopId,
        automationId: id,
        definition,
        publishedBy: "test",
        createdAt: at,
      });
      await setAutomationStatus(database.pool, id, "active", at);
      return id;
    },
    /** A delivery, told now unless `at` says otherwise; not yet taken in. */
    deliver: (
      topic: string,
      body: string,
      {
        eventId = randomUUID(),
        at = clock.now(),
        domain = SHOP,
        isTest = false,
      }: { eventId?: string; at?: Instant; domain?: string; isTest?: boolean } = {},
    ) =>
      receiveEvent(context, {
        shopDomain: domain,
        topic,
        eventId,
        webhookId: randomUUID(),
        triggeredAt: at,
        isTest,
        body: Buffer.from(body),
      }),
    /** Takes in what waits and does what is due, until nothing is. */
    async work(): Promise<void> {
      while ((await ingestEvents(context)) + (await runSteps(context)) > 0) await stepsIdle(context);
    },
    async tell(
      topic: string,
      body: string,
      options?: { eventId?: string; at?: Instant; domain?: string; isTest?: boolean },
    ): Promise<void> {
      await house.deliver(topic, body, options);
      await house.work();
    },
    /** Moves the clock on, doing everything that comes due on the way at its own time, or as late as it is told. */
    async pass(duration: Temporal.DurationLike): Promise<void> {
      const end = clock.now().toZonedDateTimeISO("UTC").add(duration).toInstant();
      for (
        let due = await nextDueAt(database.pool);
        due && Temporal.Instant.compare(due, end) <= 0;
        due = await nextDueAt(database.pool)
      ) {
        const claimedAt = due.add({ milliseconds: lateness() });
        if (Temporal.Instant.compare(claimedAt, clock.now()) > 0) clock.moveTo(claimedAt);
        await house.work();
        const after = await nextDueAt(database.pool);
        if (after && Temporal.Instant.compare(after, due) <= 0) break;
      }
      if (Temporal.Instant.compare(end, clock.now()) > 0) clock.moveTo(end);
      await house.work();
    },
    rows: <T extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) =>
      query<T>(database.pool, text, values),
    /** The log, oldest first, as "action status reason". */
    async log(): Promise<string[]> {
      const rows = await house.rows<{ line: string }>(
        `
          SELECT concat_ws(' ', "action", "status"::text, "reason") AS "line" FROM "AutomationLog"
            ORDER BY "createdAt", "id"`,
      );
      return rows.map(({ line }) => line);
    },
    async holdings(): Promise<{ balance: number; held: number }> {
      const [shop] = await house.rows<{ balance: number; held: number }>(
        `SELECT "creditBalance" AS "balance", "creditReserved" AS "held" FROM "Shop" WHERE "domain" = $1`,
        [SHOP],
      );
      return shop ?? { balance: Number.NaN, held: Number.NaN };
    },
    async close(): Promise<void> {
      // A turn of a sender still to come would claim steps of the next test.
      announceStop(context);
      await context.queue.close();
      await prisma.$disconnect();
    },
  };
  return house;
}

export type House = ReturnType<typeof buildHouse>;
