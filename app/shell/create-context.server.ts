import { systemClock, type Clock } from "./clock.server.ts";
import type { AppContext } from "./context.server.ts";
import { migrate } from "./db/migrate.server.ts";
import { openPool, type DatabaseLocation } from "./db/pool.server.ts";
import { createPrisma } from "./db/prisma.server.ts";
import { createMailer } from "./email/mailer.server.ts";
import type { Env } from "./env.server.ts";
import { createWebhookCaller } from "./http/outbound.server.ts";
import { createLiveHub } from "./live/live-hub.server.ts";
import { repeat } from "./live/repeat.server.ts";
import { createLog } from "./log.server.ts";
import { createMetrics } from "./metrics.server.ts";
import { createNewId } from "./new-id.server.ts";
import { createQueue } from "./queue/create-queue.server.ts";
import { createDefinitions } from "./repositories/automations/automations.server.ts";
import { readChangeTokens } from "./repositories/operations/change-tokens.server.ts";
import { openSecrets } from "./open-secrets.server.ts";
import { renewStoredTokens } from "./repositories/team/session-tokens.server.ts";
import { createShopify } from "./shopify/app.server.ts";
import { createUsageRecordMeter } from "./shopify/billing-meter.server.ts";
import { createAdminApi } from "./shopify/graphql-admin-api.server.ts";
import { createSenderProviders, createTwilioProvider } from "./sms/twilio.server.ts";
import { createTwilioRegistrar } from "./sms/twilio-registrar.server.ts";
import { createTracing } from "./tracing.server.ts";
import { withBreaker } from "./sms/with-breaker.server.ts";

/** Database location from the environment. */
const locationOf = (env: Pick<Env, "DATABASE_URL" | "DATA_DIR">): DatabaseLocation =>
  env.DATABASE_URL ? { url: env.DATABASE_URL } : { folder: `${env.DATA_DIR}/postgres` };

/**
 * Creates a process's dependencies; migrates the database first.
 * @param replaced dependencies that a test or the sandbox provides
 */
export async function createContext(
  env: Env,
  replaced: Partial<AppContext> & { clock?: Clock } = {},
): Promise<AppContext & { close(): Promise<void> }> {
  const log = replaced.log ?? createLog(env.LOG_LEVEL);
  const clock = replaced.clock ?? systemClock;
  const db = replaced.db ?? (await openPool(locationOf(env)));
  await migrate(db.background);
  const secrets = replaced.secrets ?? (await openSecrets(db.pool, env));
  if (!replaced.secrets) {
    const renewedTokens = await renewStoredTokens(db.pool, secrets);
    if (renewedTokens > 0) log.info({ renewedTokens }, "stored tokens are encrypted with the newest key");
  }
  const prisma = replaced.prisma ?? createPrisma(db.pool);
  const queue = replaced.queue ?? (await createQueue({ redisUrl: env.REDIS_URL, clock, log }));
  const shopify = replaced.shopify ?? createShopify(env, prisma, { log, secrets });
  const tracing = replaced.tracing ?? (await createTracing());
  const context: AppContext = {
    env,
    log,
    clock,
    db,
    prisma,
    queue,
    secrets,
    shopify,
    definitions: replaced.definitions ?? createDefinitions(),
    sms: replaced.sms ?? withBreaker(createTwilioProvider(env), { clock, log }),
    smsOf: replaced.smsOf ?? createSenderProviders(env, { clock, log }),
    registrar: replaced.registrar ?? createTwilioRegistrar(env),
    mailer: replaced.mailer ?? createMailer(env),
    // The environment allows a fake Admin API on loopback only; webhook receivers are fakes on loopback there too.
    webhooks:
      replaced.webhooks ?? createWebhookCaller({ clock, allowLoopback: env.SHOPIFY_ADMIN_BASE_URL !== undefined }),
    billingMeter: replaced.billingMeter ?? createUsageRecordMeter(shopify),
    adminApi: replaced.adminApi ?? createAdminApi(shopify, log, env.SHOPIFY_ADMIN_BASE_URL),
    metrics: replaced.metrics ?? createMetrics({ ofProcess: true }),
    live:
      replaced.live ??
      createLiveHub({
        repeat,
        readPulses: (shopIds) => readChangeTokens(db.pool, shopIds),
        onTrouble: (error) => log.warn({ err: error }, "open pages could not be told of changes"),
      }),
    tracing,
    newId: replaced.newId ?? createNewId(),
  };
  const close = async () => {
    context.live.close();
    await queue.close();
    await tracing.close().catch((error: unknown) => log.warn({ err: error }, "the last traces could not be sent"));
    await prisma.$disconnect();
    await db.close();
  };
  return Object.assign(context, { close });
}
