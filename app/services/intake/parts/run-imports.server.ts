import { priorities } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimImport, nextImportAt } from "#shell/repositories/intake/store-imports.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import { remind } from "../../engine/parts/remind.server.ts";
import { IMPORT_LEASE, importResource } from "./import-resource.server.ts";

/** Imports that run at once: Shopify prepares five of a shop beside one another, and a shop's files are read in turns. */
const LANES = 3;
/** A look within this time is reminded of; later ones are found by the task's next run. */
const SOON_SECONDS = 60;

/** Goes on with the imports of all shops: starts bulk operations, looks at those under way, and reads their files. */
export async function runImports(context: AppContext): Promise<void> {
  const { db, clock, log } = context;
  const takeTurns = async () => {
    while (!isStopping(context)) {
      const now = clock.now();
      const claimed = await claimImport(db.pool, now, now.add(IMPORT_LEASE));
      if (!claimed) return;
      await importResource(context, claimed).catch((error: unknown) => {
        // The lease runs out, and the import goes on behind the last written batch.
        const { shopDomain: shop, resource } = claimed;
        log.error({ err: error, shop, resource }, "an import could not go on; it is tried again");
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, takeTurns));
  const next = await nextImportAt(db.pool);
  if (next && next.since(clock.now()).total("seconds") <= SOON_SECONDS) await remindOfImports(context, next);
}

/** Asks a worker to look at the imports at an instant. */
export const remindOfImports = (context: AppContext, at: Instant): Promise<void> =>
  remind(context, [
    {
      name: "task.run",
      id: `import-${Math.ceil(at.epochMilliseconds / 1_000)}`,
      payload: { name: "import" },
      priority: priorities.low,
      at: at.add({ milliseconds: 1 }),
    },
  ]);
