import express, { type Router } from "express";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";
import { follow } from "./follow.ts";

const text = z.object({ from: z.e164(), to: z.e164().optional(), body: z.string().trim().min(1).max(1600) });

const tap = z.object({ phone: z.e164(), link: z.url() });

/**
 * Under /sandbox/api/phone: `POST /receive` {from, body, to?} sends a customer's text to the shop, and answers
 * {status, twiml}. `POST /follow` {phone, link} taps a link in a text, and answers {leadsTo, page}.
 */
export function phoneApi(scene: Scene): Router {
  const { twilio, options } = scene;
  const router = express.Router();
  router.post(
    "/receive",
    click(scene, text, ({ from, to, body }) => {
      const lastSender = twilio.messages().findLast((message) => message.to === from)?.from;
      return twilio.receive({
        from,
        to: to ?? lastSender ?? options.twilio.fromNumber,
        body,
        webhookUrl: `${options.appUrl}/twilio/inbound`,
      });
    }),
  );
  router.post(
    "/follow",
    click(scene, tap, ({ phone, link }) => follow(scene, phone, link)),
  );
  return router;
}
