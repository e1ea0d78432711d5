import { missingScopes, scopesIn } from "#core/operations/scopes.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readGrantedScopes } from "#shell/repositories/team/granted-scopes.server.ts";

/** The scopes that the app needs and a shop does not grant; none while it is not known what the shop grants. */
export async function readMissingScopes(
  { db, env }: Pick<AppContext, "db" | "env">,
  { domain }: { domain: string },
): Promise<string[]> {
  const granted = await readGrantedScopes(db.pool, domain);
  return granted ? missingScopes(scopesIn(env.SCOPES), granted) : [];
}
