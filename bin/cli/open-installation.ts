import { createContext } from "#shell/create-context.server.ts";
import { onBackgroundPool, type AppContext } from "#shell/context.server.ts";
import { readEnv } from "#shell/env.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";

// The CLI needs only the database, so variables of web and worker may be missing. Missing secrets default to the
// sandbox's.
const defaults = {
  LOG_LEVEL: "warn",
  SHOPIFY_API_KEY: "sandbox-key",
  SHOPIFY_API_SECRET: "sandbox-secret",
  SHOPIFY_APP_URL: "http://127.0.0.1:3000",
  TWILIO_ACCOUNT_SID: "AC",
  TWILIO_AUTH_TOKEN: "sandbox-token",
};

/**
 * Opens the installation that the environment names.
 * @throws with one line per invalid variable
 */
export async function openInstallation(
  source: NodeJS.ProcessEnv = process.env,
): Promise<AppContext & { close(): Promise<void> }> {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  const result = readEnv({ ...defaults, ...set });
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  // Without the installation's secret, the CLI must not register its key in the database; it needs none, because it
  // hashes nothing.
  const hasSecret = "ENCRYPTION_KEY" in set || "SHOPIFY_API_SECRET" in set;
  const context = await createContext(
    result.env,
    hasSecret ? {} : { secrets: createSecrets(defaults.SHOPIFY_API_SECRET) },
  );
  // A proof or a backtest may take long.
  return { ...onBackgroundPool(context), close: context.close };
}
