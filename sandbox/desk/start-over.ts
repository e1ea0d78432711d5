import express, { type Router } from "express";
import { z } from "zod";
import { starts, type WorldOptions } from "../world-options.ts";

const shape = z.object({ start: z.enum(starts).optional() });

/**
 * `POST /sandbox/api/reset` {start?: history | furnished | empty}: a new sandbox; answers once it is open.
 */
export function startOverApi({ startOver }: WorldOptions): Router {
  return express.Router().post("/", (request, response, next) => {
    const input = shape.safeParse(request.body ?? {});
    if (!input.success) return void response.status(400).json({ error: z.prettifyError(input.error) });
    startOver(input.data.start).then(() => response.json({ ok: true }), next);
  });
}
