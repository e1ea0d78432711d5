import { readFileSync } from "node:fs";
import { z } from "zod";
import { controlFile } from "../sandbox/control-file.ts";

const controlSchema = z.object({ url: z.url(), token: z.string() });
const answerSchema = z.object({ out: z.string(), err: z.string(), code: z.number() });

/**
 * Sends a command to a running sandbox, which locks its embedded database.
 * @returns null if no sandbox is running, or if the environment names a Postgres
 */
export async function runInSandbox(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<z.infer<typeof answerSchema> | null> {
  if (env.DATABASE_URL) return null;
  try {
    const { url, token } = controlSchema.parse(JSON.parse(readFileSync(controlFile(env.DATA_DIR || ".data"), "utf8")));
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, args, cwd: process.cwd() }),
    });
    return response.ok ? answerSchema.parse(await response.json()) : null;
  } catch {
    // No control file, or a stale one of a killed sandbox: open the database directly.
    return null;
  }
}
