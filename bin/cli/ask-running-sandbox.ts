import { readFileSync } from "node:fs";
import { z } from "zod";
import { controlFile } from "../sandbox/control-file.ts";

const door = z.object({ url: z.url(), token: z.string() });
const answer = z.object({ out: z.string(), err: z.string(), code: z.number() });

/**
 * Has a running sandbox perform a command on its embedded database, which it holds for itself.
 * @returns null where none is running, or the environment names a Postgres
 */
export async function askRunningSandbox(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<z.infer<typeof answer> | null> {
  if (env.DATABASE_URL) return null;
  try {
    const { url, token } = door.parse(JSON.parse(readFileSync(controlFile(env.DATA_DIR || ".data"), "utf8")));
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, args, cwd: process.cwd() }),
    });
    return response.ok ? answer.parse(await response.json()) : null;
  } catch {
    // No note, or one that a killed sandbox left behind: the tool opens the data itself.
    return null;
  }
}
