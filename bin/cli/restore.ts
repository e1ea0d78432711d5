import { existsSync, openAsBlob, readdirSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { dumpEndings, restorePostgres } from "#shell/db/dump.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { openEmbedded, openPool, type DatabaseLocation } from "#shell/db/pool.server.ts";
import { systemClock } from "#shell/clock.server.ts";
import {
  holdRestoredSteps,
  pauseRestoredCampaigns,
  recordRestore,
} from "#shell/repositories/operations/restored-steps.server.ts";
import type { Perform } from "./perform.ts";

/** The command that restores a back-up. It opens no installation: there is none yet. */
export function restoreCommands({ cwd, plainly }: Perform): Command[] {
  return [
    new Command("restore")
      .description("restore a back-up into the empty database that DATABASE_URL, or DATA_DIR, names")
      .argument("<file>", "a file that the task back-up wrote")
      .action(
        plainly(async (given: string) => {
          const file = path.resolve(cwd, given);
          if (!existsSync(file)) throw new Error(`there is no file ${file}`);
          const { DATABASE_URL: url, DATA_DIR = ".data" } = process.env;
          const kind = url ? "postgres" : "pglite";
          if (!file.endsWith(dumpEndings[kind]))
            throw new Error(
              `${path.basename(file)} is no back-up of ${url ? "a Postgres server" : "an embedded database"}, ` +
                `whose files end in ${dumpEndings[kind]}`,
            );
          const into = url ? new URL(url).pathname.slice(1) : path.join(DATA_DIR, "postgres");
          await (url ? restorePostgres(url, file) : restoreEmbedded(into, file));
          const held = await holdWhatIsDue(url ? { url } : { folder: into });
          const what = `${path.basename(file)} is restored into ${into}`;
          const review =
            (held.steps > 0 ? `; ${held.steps} steps that were due are held: see "shopbell restored list"` : "") +
            (held.campaigns > 0 ? `; ${held.campaigns} campaigns are paused: see "shopbell campaign list"` : "");
          const next = "; once the app runs, it reads from Twilio what was sent and answered since the copy";
          return {
            data: { file, into, held: held.steps, pausedCampaigns: held.campaigns },
            text: what + review + next,
          };
        }),
      ),
  ];
}

/** What was due since the copy may have been done already: it is not done again until the operator says so. */
async function holdWhatIsDue(location: DatabaseLocation): Promise<{ steps: number; campaigns: number }> {
  const database = await openPool(location);
  try {
    await migrate(database.background);
    const now = systemClock.now();
    await recordRestore(database.pool, now);
    const campaigns = await pauseRestoredCampaigns(database.pool, now);
    return { steps: await holdRestoredSteps(database.pool, now), campaigns };
  } finally {
    await database.close();
  }
}

async function restoreEmbedded(folder: string, file: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: a back-up is restored into a new DATA_DIR`);
  const database = await openEmbedded(folder, await openAsBlob(file));
  await database.close();
}
