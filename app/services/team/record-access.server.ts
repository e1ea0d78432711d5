import { Temporal } from "#core/time/time.ts";
import { createBatcher, type Batcher } from "#shell/batcher.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { insertAccesses, listAccesses, type DataAccess } from "#shell/repositories/team/data-accesses.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";

const MAX_BATCH = 200;
const MAX_SHOWN = 100;
/** An access that repeats another within this time is not recorded again. */
const REPEATS = Temporal.Duration.from({ minutes: 15 });

type AccessContext = Pick<AppContext, "db" | "clock" | "newId">;
const batchers = new WeakMap<AppContext["db"], Batcher<DataAccess, undefined>>();
function batcherOf({ db, clock }: AccessContext): Batcher<DataAccess, undefined> {
  const known = batchers.get(db);
  if (known) return known;
  const made = createBatcher<DataAccess, undefined>(
    async (rows) => {
      await insertAccesses(db.pool, rows, clock.now().subtract(REPEATS));
      return rows.map(() => undefined);
    },
    { most: MAX_BATCH },
  );
  batchers.set(db, made);
  return made;
}

/** Records that a staff member looked at personal data; accesses at the same time share one statement. */
export const recordAccess = (context: AccessContext, access: Omit<DataAccess, "id" | "at">): Promise<undefined> => {
  const at = context.clock.now();
  return batcherOf(context).add({ ...access, id: context.newId(at), at });
};

/** The same beside a page that is being loaded, which neither waits for it nor fails with it. */
export function recordAccessBeside(
  context: AccessContext & Pick<AppContext, "log">,
  access: Omit<DataAccess, "id" | "at">,
): void {
  recordAccess(context, access).catch((error: unknown) =>
    context.log.error({ err: error, what: access.what }, "an access to personal data could not be recorded"),
  );
}

/** Who has looked at personal data, newest first. */
export async function readAccesses(
  { db, clock }: AccessContext,
  shop: { id: string; timezone: string },
): Promise<
  {
    id: string;
    who: string;
    what: DataAccess["what"];
    customerId: string | null;
    name: string | null;
    at: ShownMoment;
  }[]
> {
  const now = clock.now();
  return (await listAccesses(db.pool, shop.id, MAX_SHOWN)).map(({ at, ...row }) => ({
    ...row,
    at: momentOf(at, shop.timezone, now),
  }));
}
