import { starts, type Start } from "#sandbox/world-options.ts";
import { environment, type Env } from "#shell/env.server.ts";

export const SHOP = "sandbox.myshopify.com";

/**
 * The sandbox's configuration: takes only port, data folder and log level from the environment.
 * @param mailUrl URL of the sandbox's mail server
 */
export function sandboxEnv(source: NodeJS.ProcessEnv, mailUrl: string): Env {
  const port = source.PORT || "3000";
  const url = `http://127.0.0.1:${port}`;
  return environment.parse({
    PORT: port,
    HOST: "127.0.0.1",
    DATA_DIR: source.DATA_DIR || ".data",
    LOG_LEVEL: source.LOG_LEVEL || "warn",
    SHOPIFY_API_KEY: "sandbox-key",
    SHOPIFY_API_SECRET: "sandbox-secret",
    SHOPIFY_APP_URL: url,
    SHOPIFY_TEST_CHARGES: "true",
    SHOPIFY_ADMIN_BASE_URL: `${url}/sandbox/shopify`,
    APP_BRIDGE_URL: `${url}/sandbox/app-bridge.js`,
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "sandbox-token",
    TWILIO_FROM_NUMBER: "+15005550006",
    TWILIO_API_BASE_URL: `${url}/sandbox/twilio`,
    SMTP_URL: `${mailUrl}?from=no-reply@shopbell.example`,
  });
}

/**
 * How a new sandbox begins; with a history unless told otherwise.
 * @param value of SANDBOX_START
 * @throws for an unknown value
 */
export function startOf(value: string | undefined): Start {
  const start = starts.find((each) => each === (value || "history"));
  if (!start) throw new Error(`SANDBOX_START must be ${starts.join(", ")}, not "${value}"`);
  return start;
}
