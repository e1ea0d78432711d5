import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

export interface Kept {
  /** Ends the server and removes its folder; resolves when both are gone. */
  stop(): Promise<void>;
}

/** Who a server runs as: Postgres refuses to run as root. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** Where a server runs, the folder otherwise, and its environment, ours otherwise. */
export interface RunIn {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

// The shell waits for its standard input to end, which the kernel sees to however this process ends, `kill -9`
// included. A signal meant for this process's family must not stop it short of its work.
const KEEPER = `trap : HUP INT QUIT TERM
folder=$1; shift
if [ $# -gt 0 ]; then "$@" >"$folder/log" 2>&1 & child=$!; fi
cat >/dev/null
if [ -n "\${child:-}" ]; then kill -INT "$child" 2>/dev/null; wait "$child" 2>/dev/null; fi
rm -rf "$folder"`;

/**
 * Keeps a folder, and a server working in it, for exactly as long as this process lives. What the server prints stands
 * in the folder's `log`.
 * @param command the server and its arguments, ended by SIGINT; empty for a folder alone
 */
export function keep(folder: string, command: readonly string[], how?: RunAs | RunIn): Kept {
  // In a group of its own: the terminal's Ctrl-C is not for it.
  const shell = spawn("sh", ["-c", KEEPER, "keeper", folder, ...command], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: folder,
    ...how,
  });
  const gone = new Promise<void>((resolve) => shell.once("close", () => resolve()));
  shell.stdin.on("error", () => {});
  shell.unref();
  return {
    stop: async () => {
      shell.ref();
      shell.stdin.end();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
