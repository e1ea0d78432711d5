import type { AppContext } from "#shell/context.server.ts";
import { listStaff } from "#shell/repositories/team/staff.server.ts";
import { text } from "#text/en.ts";

const STAFF = /^staff:(.+)$/;

/** @returns a function that maps an audit actor to a display name */
export async function nameActors({ db }: AppContext, shopId: string): Promise<(actor: string) => string> {
  const names = new Map((await listStaff(db.pool, shopId)).map(({ userId, name }) => [userId, name]));
  return (actor) => {
    const [, userId] = STAFF.exec(actor) ?? [];
    return userId === undefined ? text.automation.actor(actor) : (names.get(userId) ?? text.automation.formerStaff);
  };
}
