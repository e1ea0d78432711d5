import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { lockFolder } from "#shell/db/lock.server.ts";
import { openPool } from "#shell/db/pool.server.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "data", "postgres");
}

/** Another process that has opened the folder. */
async function holder(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "hold-folder.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  expect(line).toBe("holding");
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

test("a second process is refused a folder that one has open, until that one is killed; what it wrote is there", async () => {
  const folder = temporaryFolder();
  const child = await holder(folder);
  await expect(openPool({ folder })).rejects.toThrow(`already open in process ${child.pid}`);

  await killed(child);
  const database = await openPool({ folder });
  onTestFinished(() => database.close());
  expect((await database.pool.query("SELECT word FROM kept")).rows).toEqual([{ word: "written" }]);
});

test("nobody else on the machine can read the folder", async () => {
  const folder = temporaryFolder();
  const database = await openPool({ folder });
  onTestFinished(() => database.close());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(path.dirname(folder)).mode & 0o777).toBe(0o700);
});

test("one process does not open a folder twice, and may open it again once it is closed", async () => {
  const folder = temporaryFolder();
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(`already open in process ${process.pid}`);
  unlock();
  (await lockFolder(folder))();
});

test("two names of one folder are one folder", async () => {
  const folder = temporaryFolder();
  const unlock = await lockFolder(folder);
  onTestFinished(unlock);
  await expect(lockFolder(path.join(folder, "..", "postgres"))).rejects.toThrow("already open");
});
