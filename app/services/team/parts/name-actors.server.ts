import type { AppContext } from "#shell/context.server.ts";
import { listStaff } from "#shell/repositories/team/staff.server.ts";
import { text } from "#text/en.ts";

const STAFF = /^staff:(.+)$/;

/** @returns who an actor of the audit trail is, by the name that they are known by in the shop */
export async function nameActors({ db }: AppContext, shopId: string): Promise<(actor: string) => string> {
  const names = new Map((await listStaff(db.pool, shopId)).map(({ userId, name }) => [userId, name]));
  return (actor) => {
    const [, userId] = STAFF.exec(actor) ?? [];
    return userId === undefined ? text.automation.actor(actor) : (names.get(userId) ?? text.automation.formerStaff);
  };
}
