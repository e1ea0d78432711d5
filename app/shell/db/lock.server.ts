import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

/**
 * Locks a folder for this process with a socket name, which the kernel frees even after `kill -9`. PGlite has no lock:
 * two processes on one folder silently lose rows.
 * @returns releases the lock
 * @throws if another process holds the folder; the message names its pid
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = socketName(createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 24));
  const server = net.createServer((socket) => socket.end(String(process.pid)));
  try {
    await listen(server, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const owner = await ownerOf(name);
    if (owner || process.platform === "linux") {
      throw new Error(
        `${folder} is already open in process ${owner || "?"}; stop it first, or set DATABASE_URL to share a Postgres`,
        { cause: error },
      );
    }
    rmSync(name, { force: true }); // macOS keeps the socket file of a killed process
    await listen(server, name);
  }
  server.unref();
  return () => server.close();
}

function socketName(id: string): string {
  if (process.platform === "linux") return `\0shopbell-${id}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\shopbell-${id}`;
  return path.join(os.tmpdir(), `shopbell-${id}`);
}

const listen = (server: net.Server, name: string) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, () => {
      server.off("error", reject);
      resolve();
    });
  });

const ownerOf = (name: string) =>
  new Promise<string>((resolve) => {
    let pid = "";
    net
      .connect(name)
      .on("data", (chunk) => (pid += String(chunk)))
      .on("end", () => resolve(pid))
      .on("error", () => resolve(""));
  });
