import { randomUUID, timingSafeEqual } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import express from "express";
import { z } from "zod";
import type { AppContext } from "#shell/context.server.ts";
import { createCli } from "../cli/cli.ts";
import { controlFile } from "./control-file.ts";

const requestSchema = z.object({ token: z.string(), args: z.array(z.string()), cwd: z.string() });

/**
 * Runs CLI commands inside a running sandbox, because the embedded database allows one process. The control file with
 * the token is readable by its user only.
 */
export function operatorControl(context: AppContext, dataDir: string, url: string) {
  const token = randomUUID();
  writeFileSync(controlFile(dataDir), JSON.stringify({ url: `${url}/sandbox/operator`, token }), { mode: 0o600 });
  const router = express.Router().post("/", express.json(), (request, response, next) => {
    const given = requestSchema.safeParse(request.body);
    if (!given.success || !equalsInConstantTime(given.data.token, token)) return void response.status(403).end();
    perform(context, given.data).then((result) => response.json(result), next);
  });
  return { router, close: () => rmSync(controlFile(dataDir), { force: true }) };
}

async function perform(context: AppContext, { args, cwd }: z.infer<typeof requestSchema>) {
  const output = { out: "", err: "" };
  const code = await createCli({
    cwd,
    open: async () => ({ ...context, close: async () => {} }),
    out: (text) => (output.out += text),
    err: (text) => (output.err += text),
  }).run(args);
  return { ...output, code };
}

const equalsInConstantTime = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
