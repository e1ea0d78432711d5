import express, { type Router } from "express";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";

const on = z.enum(["send", "read", "write", "all"]).optional();
const account = z.string().optional();
const code = z.coerce.number().int();
const doubtful = { on, account, accepted: z.boolean().optional(), callbacks: z.boolean().optional() };
const times = z.coerce.number().int().min(1).optional();

const fault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("throttle"), on, account, times }),
  z.object({ kind: z.literal("reject"), code, on, account, times }),
  z.object({ kind: z.enum(["error", "hang", "reset", "garbage"]), ...doubtful, times }),
  z.object({ kind: z.literal("undeliver"), status: z.enum(["undelivered", "failed"]), code, on, account, times }),
]);

/**
 * Under /sandbox/api/twilio: `POST /fault` {kind: none | throttle | reject | error | hang | reset | garbage |
 * undeliver, times?, ...} with the further fields of `Fault`; without `times` the fault lasts until `none`. `GET
 * /messages`: all texts. `account` limits a fault to a subaccount.
 */
export function twilioApi(scene: Scene): Router {
  const router = express.Router();
  router.get("/messages", (_request, response) => void response.json(scene.twilio.messages()));
  router.post(
    "/fault",
    click(scene, fault, (input) => {
      if (input.kind === "none") scene.twilio.fail(null);
      else {
        const { times: howOften, ...wish } = input;
        scene.twilio.fail(wish, howOften);
      }
      scene.changed();
      return { fault: scene.twilio.fault()?.fault ?? null };
    }),
  );
  return router;
}
