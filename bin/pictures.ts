import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { launch } from "#sandbox/browser/browser.ts";
import { findChromium } from "#sandbox/browser/executables.ts";
import { takePictures } from "./pictures/take-pictures.ts";
import { exitWith } from "./process.ts";

/** Fixed, as the data folder is, so that the history is made once. */
const PORT = process.env.PORT || "3390";
const DATA_DIR = process.env.DATA_DIR || ".data/pictures";
const FOLDER = "docs/images";

/** Makes the pictures of the README: opens a sandbox with its history on a port of its own, and walks the pages. */
try {
  const executable = findChromium();
  if (!executable) throw new Error("Chromium is not installed; set CHROMIUM to its executable");
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  // Without its state the sandbox is a new one, which takes its history from the snapshot.
  rmSync(path.join(DATA_DIR, "world.json"), { force: true });
  const sandbox = await openSandbox();
  const browser = await launch(executable);
  try {
    await takePictures(browser, { url: `http://127.0.0.1:${PORT}`, folder: FOLDER });
  } finally {
    await browser.close();
    await sandbox.end();
  }
} catch (error) {
  exitWith(error);
}

/** Starts the sandbox as a process of its own, and waits until it is open. */
async function openSandbox(): Promise<{ end(): Promise<void> }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "bin/sandbox.ts"], {
    env: { ...process.env, PORT, DATA_DIR, SANDBOX_START: "history", SANDBOX_HOUR: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    if (line.includes("sandbox is open"))
      return {
        end: async () => {
          child.kill("SIGTERM");
          await ended;
        },
      };
  }
  throw new Error("the sandbox did not open");
}
