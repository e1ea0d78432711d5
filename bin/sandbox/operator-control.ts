import { randomUUID, timingSafeEqual } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import express from "express";
import { z } from "zod";
import type { AppContext } from "#shell/context.server.ts";
import { createCli } from "../cli/cli.ts";
import { controlFile } from "./control-file.ts";

const order = z.object({ token: z.string(), args: z.array(z.string()), cwd: z.string() });

/**
 * Lets the operator's tool work on a sandbox that is running: the embedded database is one process's alone, so this
 * process performs the command. The token lies in a file that only its user can read.
 */
export function operatorControl(context: AppContext, dataDir: string, url: string) {
  const token = randomUUID();
  writeFileSync(controlFile(dataDir), JSON.stringify({ url: `${url}/sandbox/operator`, token }), { mode: 0o600 });
  const router = express.Router().post("/", express.json(), (request, response, next) => {
    const given = order.safeParse(request.body);
    if (!given.success || !same(given.data.token, token)) return void response.status(403).end();
    perform(context, given.data).then((result) => response.json(result), next);
  });
  return { router, close: () => rmSync(controlFile(dataDir), { force: true }) };
}

async function perform(context: AppContext, { args, cwd }: z.infer<typeof order>) {
  const said = { out: "", err: "" };
  const code = await createCli({
    cwd,
    open: async () => ({ ...context, close: async () => {} }),
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  }).run(args);
  return { ...said, code };
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
