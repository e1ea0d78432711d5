import express, { type Router } from "express";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";

const text = z.object({ from: z.e164(), to: z.e164().optional(), body: z.string().trim().min(1).max(1600) });

/** Under /sandbox/api/phone: `POST /receive` {from, body, to?}, a text that a customer sends to the shop; answers {status, twiml}. */
export function phoneApi(scene: Scene): Router {
  const { twilio, options } = scene;
  const router = express.Router();
  router.post(
    "/receive",
    click(scene, text, ({ from, to, body }) => {
      const lastSender = twilio.messages().findLast((message) => message.to === from)?.from;
      return twilio.receive({ from, to: to ?? lastSender ?? options.twilio.fromNumber, body, webhookUrl: `${options.appUrl}/twilio/inbound` });
    }),
  );
  return router;
}
