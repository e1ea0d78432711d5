import { Command } from "commander";
import { isKeyOf } from "#shell/key-check.server.ts";
import type { Perform } from "./perform.ts";

export function operatorCommands({ withContext }: Perform): Command[] {
  const token = new Command("token")
    .description(
      "what machines show at GET /metrics, GET /api/jobs/metrics and POST /api/jobs/:id/retry, as a Bearer token",
    )
    .action(
      withContext(async ({ db, secrets }) => {
        // A token from another key would be rejected.
        if (!(await isKeyOf(db.pool, secrets)))
          throw new Error(
            "the installation's key is not in this environment: set ENCRYPTION_KEY, or else SHOPIFY_API_SECRET, " +
              "as its web process has it",
          );
        return { data: { token: secrets.operatorToken }, text: secrets.operatorToken };
      }),
    );
  return [new Command("operator").description("the operator's own access").addCommand(token)];
}
