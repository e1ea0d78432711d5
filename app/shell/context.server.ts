import type { Instant } from "#core/time/time.ts";
import type { Clock } from "./clock.server.ts";
import type { PrismaClient } from "./db/prisma.server.ts";
import type { Database } from "./db/pool.server.ts";
import type { Mailer } from "./email/mailer.server.ts";
import type { Env } from "./env.server.ts";
import type { WebhookCaller } from "./http/outbound.server.ts";
import type { Definitions } from "./repositories/automations/automations.server.ts";
import type { Log } from "./log.server.ts";
import type { Metrics } from "./metrics.server.ts";
import type { LiveHub } from "./live/live-hub.server.ts";
import type { Queue } from "./queue/queue.server.ts";
import type { Secrets } from "./secrets.server.ts";
import type { AdminApi } from "./shopify/admin-api.server.ts";
import type { BillingMeter } from "./shopify/billing-meter.server.ts";
import type { Shopify } from "./shopify/app.server.ts";
import type { Tracing } from "./tracing.server.ts";
import type { SmsProvider } from "./sms/provider.server.ts";
import type { SenderRegistrar } from "./sms/registrar.server.ts";
import type { SendingAccount } from "./sms/twilio.server.ts";

/** Dependencies of the services. One per process; tests replace parts of it. */
export interface AppContext {
  env: Env;
  log: Log;
  clock: Clock;
  db: Database;
  prisma: PrismaClient;
  queue: Queue;
  secrets: Secrets;
  /** Published definitions, cached. */
  definitions: Definitions;
  /** The installation's sender. */
  sms: SmsProvider;
  /** Sends the texts of a shop's own sender. */
  smsOf(sender: SendingAccount): SmsProvider;
  /** Sets shops' senders up. */
  registrar: SenderRegistrar;
  mailer: Mailer;
  /** Calls merchants' webhook URLs. */
  webhooks: WebhookCaller;
  adminApi: AdminApi;
  /** Charges automatic top-ups. */
  billingMeter: BillingMeter;
  shopify: Shopify;
  /** Counters of this process. */
  metrics: Metrics;
  /** Spans of this process's work; absent where nothing receives them. */
  tracing?: Tracing;
  /** Notifies open pages of changes. */
  live: LiveHub;
  /** Creates a UUIDv7. */
  newId(at: Instant): string;
}

/** The same dependencies for long work: its statements may take minutes, and take no connection from short work. */
export const onBackgroundPool = (context: AppContext): AppContext => ({
  ...context,
  db: { ...context.db, pool: context.db.background },
});
