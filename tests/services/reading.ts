import { noDump } from "#shell/db/pool.server.ts";
import { deflateSync } from "node:zlib";
import type pg from "pg";
import { v7 } from "uuid";
import type { Check } from "#core/activity/explanation.ts";
import type { LogStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import { libraryEntry } from "#library/index.ts";
import type { AppContext } from "#shell/context.server.ts";
import { createPrisma, type PrismaClient } from "#shell/db/prisma.server.ts";
import { createDefinitions } from "#shell/repositories/automations/automations.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { testEnv } from "./test-app.ts";

/** The moment at which these tests read: 3 in the afternoon in New York. */
export const NOW = Temporal.Instant.from("2026-11-20T20:00:00Z");

/** One client for a database: each puts a listener on the pool. */
const clients = new WeakMap<pg.Pool, PrismaClient>();

function clientOf(pool: pg.Pool): PrismaClient {
  const client = clients.get(pool) ?? createPrisma(pool);
  clients.set(pool, client);
  return client;
}

/** What reading needs of the world: a database, and a clock that stands still. */
export function readingContext(pool: pg.Pool): AppContext {
  const parts: Partial<AppContext> = {
    db: { pool, background: pool, kind: "pglite", dump: noDump, close: async () => {} },
    prisma: clientOf(pool),
    definitions: createDefinitions(),
    clock: { now: () => NOW, onJump: () => () => {} },
    env: testEnv,
  };
  return parts as AppContext;
}

/** Plain data as its column takes it. */
const asJson = (data: object): object => structuredClone(data);

const before = (minutes: number) => new Date(NOW.epochMilliseconds - minutes * 60_000);

export async function makeShop({ prisma, db }: AppContext, domain = "juniper.myshopify.com"): Promise<Shop> {
  await prisma.shop.create({
    data: { domain, name: "Juniper", timezone: "America/New_York", countryCode: "US", installedAt: before(0) },
  });
  const shop = await findShop(db.pool, domain);
  if (!shop) throw new Error("the shop was not made");
  return shop;
}

export const makeCustomer = async (
  { prisma }: AppContext,
  shop: Shop,
  data: { firstName?: string; lastName?: string; phone?: string; erasedAt?: Date } = {},
) => (await prisma.customer.create({ data: { shopId: shop.id, ...data } })).id;

/** An automation of the library, published and on. */
export async function makeAutomation({ prisma }: AppContext, shop: Shop, libraryKey: string) {
  const entry = libraryEntry(libraryKey);
  if (!entry) throw new Error(`no "${libraryKey}" in the library`);
  const definition = asJson(entry.definition);
  const { id } = await prisma.automation.create({
    data: {
      shopId: shop.id,
      name: entry.name,
      trigger: entry.definition.trigger.type,
      status: "active",
      libraryKey,
      draft: definition,
    },
  });
  const version = await prisma.automationVersion.create({
    data: { shopId: shop.id, automationId: id, version: 1, definition },
  });
  await prisma.automation.update({ where: { id }, data: { currentVersionId: version.id } });
  return { id, versionId: version.id };
}

interface LogWish {
  minutesAgo?: number;
  status?: LogStatus;
  action?: string;
  reason?: string;
  automationId?: string;
  customerId?: string;
  sequenceId?: string;
  messageId?: string;
  storeEventId?: string;
  explanation?: Check[];
}

export async function makeLog(
  { prisma }: AppContext,
  shop: Shop,
  { minutesAgo = 0, status = "sent", action = "send_sms", explanation = [], ...rest }: LogWish = {},
) {
  const row = await prisma.automationLog.create({
    data: {
      id: v7(),
      shopId: shop.id,
      status,
      action,
      createdAt: before(minutesAgo),
      explanation: asJson(explanation),
      ...rest,
    },
  });
  return row.id;
}

interface SequenceWish {
  /** Why it was cancelled. */
  endReason?: string;
  facts?: Record<string, Record<string, string>>;
}

/** A sequence of a customer: running, or cancelled. */
export async function makeSequence(
  { prisma }: AppContext,
  shop: Shop,
  automation: { id: string; versionId: string },
  customerId: string,
  { facts = {}, endReason }: SequenceWish = {},
) {
  const key = v7();
  const row = await prisma.automationSequence.create({
    data: {
      shopId: shop.id,
      automationId: automation.id,
      versionId: automation.versionId,
      customerId,
      dedupeKey: key,
      subject: key,
      facts,
      factsAt: before(0),
      startedAt: before(0),
      ...(endReason && { endReason, status: "cancelled" as const, completedAt: before(0) }),
    },
  });
  return row.id;
}

/** An event of the store, with its body as it is kept. */
export async function makeStoreEvent({ prisma }: AppContext, shop: Shop, topic: string, body: string | null) {
  const row = await prisma.storeEvent.create({
    data: {
      shopId: shop.id,
      topic,
      eventId: v7(),
      webhookId: v7(),
      status: "processed",
      triggeredAt: before(0),
      receivedAt: before(0),
      payload: body === null ? null : deflateSync(body),
    },
  });
  return row.id;
}

/** A text whose provider gave no clear answer, on the step that it holds. */
export async function makeUnknownText(
  { prisma }: AppContext,
  shop: Shop,
  of: { sequenceId: string; customerId: string; stepId?: string; minutesAgo?: number },
) {
  const at = before(of.minutesAgo ?? 0);
  const step = await prisma.scheduledAutomation.create({
    data: {
      shopId: shop.id,
      sequenceId: of.sequenceId,
      stepId: of.stepId ?? "hello",
      dueAt: at,
      held: true,
      error: "outcome_unknown: 500",
    },
  });
  const message = await prisma.message.create({
    data: {
      shopId: shop.id,
      sequenceId: of.sequenceId,
      customerId: of.customerId,
      scheduledAutomationId: step.id,
      direction: "outbound",
      to: "+12125550141",
      body: "Welcome, Maya",
      status: "unknown",
      credits: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  return { stepRowId: step.id, messageId: message.id };
}
