import { z } from "zod";

/** A loopback URL: the sandbox and the tests run their fakes there. */
const loopbackUrl = z
  .url({ message: "must be a URL such as http://127.0.0.1:4000" })
  .refine((url) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname), {
    message: "may name a loopback address only",
  });
const required = (what: string) => z.string({ message: `is missing: ${what}` }).min(1, `is empty: ${what}`);

/** All environment variables; a test compares the README's table with this. */
export const environment = z.object({
  PORT: z.coerce
    .number({ message: "must be a port number" })
    .int()
    .min(0)
    .max(65535, "must be a port number, 0 to 65535")
    .default(3000)
    .describe("port of the web process"),
  HOST: z.string().default("127.0.0.1").describe("address the web process binds"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, message: "must be a postgresql:// address" })
    .optional()
    .describe("Postgres connection URL; without it the app uses an embedded database under DATA_DIR"),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, message: "must be a redis:// address" })
    .optional()
    .describe("Redis connection URL for Bull; without it jobs run inside the web process"),
  DATA_DIR: z.string().min(1).default(".data").describe("folder of the embedded database"),
  BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe("folder of the nightly back-ups of the database; without it none is made"),
  BACKUP_KEEP: z.coerce
    .number({ message: "must be a number" })
    .int()
    .min(1, "must be at least 1")
    .max(1_000, "must be at most 1000")
    .default(7)
    .describe("number of back-ups to keep in BACKUP_DIR; older ones are deleted"),
  SHOPIFY_API_KEY: required("the app's client id, from the Partner Dashboard").describe("the app's client id"),
  SHOPIFY_API_SECRET: required("the app's client secret, from the Partner Dashboard").describe(
    "the app's client secret; signs webhooks and session tokens",
  ),
  SHOPIFY_APP_URL: required("the app's public address")
    .pipe(z.url({ message: "must be a URL such as https://shopbell.example" }))
    .describe("the app's public URL; Twilio's callbacks go there too"),
  SHOPIFY_TEST_CHARGES: z
    .stringbool({ error: "must be true or false" })
    .default(false)
    .describe(
      "true makes every charge for a credit pack a Shopify test charge, which costs nothing; a development store can " +
        "approve no other charge",
    ),
  SCOPES: z
    .string()
    .default(
      "read_customers,write_customers,read_orders,read_checkouts,read_fulfillments," +
        "read_products,read_inventory,read_customer_merge,read_own_subscription_contracts,write_discounts," +
        "write_app_proxy",
    )
    .describe("Admin API scopes, comma-separated"),
  TWILIO_ACCOUNT_SID: required("the account's SID, starting with AC")
    .pipe(z.string().startsWith("AC", "must start with AC"))
    .describe("SID of the Twilio account"),
  TWILIO_AUTH_TOKEN: required("the account's auth token").describe(
    "the Twilio account's auth token; verifies the signatures of Twilio's requests",
  ),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .startsWith("MG", "must start with MG")
    .optional()
    .describe(
      "SID of the Twilio Messaging Service that sends the texts of shops without a sender of their own; without it and " +
        "TWILIO_FROM_NUMBER such shops send nothing",
    ),
  TWILIO_FROM_NUMBER: z
    .e164({ message: "must be a number in E.164 form such as +15005550006" })
    .optional()
    .describe("number that sends these texts when no Messaging Service is set, in E.164 form"),
  TWILIO_API_BASE_URL: loopbackUrl.optional().describe("loopback URL of a simulated Twilio REST API"),
  SHOPIFY_ADMIN_BASE_URL: loopbackUrl.optional().describe("loopback URL of a simulated Admin API"),
  APP_BRIDGE_URL: loopbackUrl.optional().describe("loopback URL of a simulated App Bridge script"),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, message: "must be an smtp:// address" })
    .optional()
    .describe(
      "mail server for e-mail steps and alerts; `?from=` at its end sets the sender, which is no-reply@ " +
        "the app's host by default",
    ),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 32 bytes in hex; make one with: openssl rand -hex 32")
    .optional()
    .describe(
      "32 bytes in hex; keys the hashes of suppressed numbers, signs callback " +
        "URLs and encrypts the tokens of Shopify and of subaccounts at Twilio; " +
        "without it the key is derived from SHOPIFY_API_SECRET; with a new one, ENCRYPTION_KEYS_FORMER names the one before",
    ),
  ENCRYPTION_KEYS_FORMER: z
    .string()
    .regex(/^[^,\s]{8,}(\s*,\s*[^,\s]{8,})*$/, "must be the former keys, separated by commas")
    .optional()
    .describe(
      "former ENCRYPTION_KEYs, separated by commas, or the SHOPIFY_API_SECRET that served as the key; they still decrypt " +
        "and verify, and a start encrypts again with the newest",
    ),
  METRICS_PORT: z.coerce
    .number({ message: "must be a port number" })
    .int()
    .min(1, "must be a port number, 1 to 65535")
    .max(65535, "must be a port number, 1 to 65535")
    .optional()
    .describe(
      "port on HOST where a worker serves `/metrics`, `/healthz` and `/readyz`; without it a worker serves no HTTP",
    ),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      message: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info")
    .describe("lowest level that is logged"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, message: "must be an http:// address" })
    .optional()
    .describe("OTLP/HTTP receiver of traces; OpenTelemetry's other standard variables hold, too"),
  OTEL_SERVICE_NAME: z.string().optional().describe("the service's name in traces, `shopbell` by default"),
  WORKER_CONCURRENCY: z.coerce
    .number({ message: "must be a number" })
    .int()
    .min(1, "must be at least 1")
    .max(500, "must be at most 500")
    .default(64)
    .describe(
      "maximum number of concurrent texts per worker; web calls, e-mails and Admin API writes have limits of their own",
    ),
});

export type Env = z.infer<typeof environment>;

/** Whether the installation has a sender, which shops without one of their own use. */
export const hasSharedSender = (env: Pick<Env, "TWILIO_MESSAGING_SERVICE_SID" | "TWILIO_FROM_NUMBER">): boolean =>
  (env.TWILIO_MESSAGING_SERVICE_SID ?? env.TWILIO_FROM_NUMBER) !== undefined;

/**
 * @param source such as `process.env`; an empty variable counts as missing
 * @returns the configuration, or one line per invalid variable
 */
export function readEnv(source: Record<string, string | undefined>): { env: Env } | { problems: string[] } {
  const variables = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = environment.safeParse(variables);
  if (result.success) return { env: result.data };
  return { problems: result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) };
}
