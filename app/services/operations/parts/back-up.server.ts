import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { AppContext } from "#shell/context.server.ts";
import { dumpEndings } from "#shell/db/dump.server.ts";

const PREFIX = "shopbell-";
/** The ending of a copy that is not whole yet, or never became so. */
const UNFINISHED = ".part";

/** Copies of their own, beside the nightly ones: a folder in BACKUP_DIR, and how many of them are kept. */
interface OwnCopies {
  folder: string;
  keep?: number | undefined;
}

/** Copies the database to BACKUP_DIR, and deletes all but the newest copies. Without BACKUP_DIR it does nothing. */
export async function backUp({ env, db, clock, log }: AppContext, own?: OwnCopies): Promise<void> {
  if (env.BACKUP_DIR === undefined) return;
  const folder = own ? path.join(env.BACKUP_DIR, own.folder) : env.BACKUP_DIR;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ending = dumpEndings[db.kind];
  const at = clock.now().toString({ smallestUnit: "second" }).replaceAll(":", "-");
  const file = path.join(folder, `${PREFIX}${at}${ending}`);
  await db.dump(`${file}${UNFINISHED}`);
  await rename(`${file}${UNFINISHED}`, file);
  const files = (await readdir(folder)).filter((name) => name.startsWith(PREFIX));
  // A name begins with its time, so the order of names is that of time.
  const old = files
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .slice(0, -(own?.keep ?? env.BACKUP_KEEP));
  const unfinished = files.filter((name) => name.endsWith(UNFINISHED));
  for (const name of [...old, ...unfinished]) await rm(path.join(folder, name), { force: true });
  log.info({ file, deleted: old.length }, "the database is backed up");
}
