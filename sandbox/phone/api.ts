import express, { type Router } from "express";
import { z } from "zod";
import { click } from "../click.ts";
import { StoreRefusal } from "../store/find.ts";
import { paint, PICTURE_TYPE, pictureNames } from "../twilio/pictures.ts";
import type { Scene } from "../scene.ts";
import { follow } from "./follow.ts";

const text = z
  .object({
    from: z.e164(),
    to: z.string().max(20).optional(),
    body: z.string().trim().max(1600).default(""),
    pictures: z.array(z.enum(pictureNames)).max(10).default([]),
  })
  .refine(({ body, pictures }) => body !== "" || pictures.length > 0, { path: ["body"], message: "write a text" });

const tap = z.object({ phone: z.e164(), link: z.url() });

/**
 * Under /sandbox/api/phone: `POST /receive` {from, body?, pictures?, to?} sends a customer's text to a
 * shop's sender, by default the last that wrote to it, and answers {status, twiml}. `GET /pictures/:name` shows a
 * picture that the phone can send, `GET /file?address=` one in the place of a file of the store. `POST /follow` {phone, link} taps a link in a text, and answers {leadsTo, page}.
 */
export function phoneApi(scene: Scene): Router {
  const { twilio, options } = scene;
  const router = express.Router();
  router.post(
    "/receive",
    click(scene, text, ({ from, to, body, pictures }) => {
      const lastSender = twilio.messages().findLast((message) => message.to === from)?.from;
      const sender = to ?? lastSender ?? options.twilio.fromNumber;
      if (!/^\+?\d+$/.test(sender)) throw new StoreRefusal(`${sender} is a name, not a number: nobody can answer it`);
      return twilio.receive({
        from,
        to: sender,
        body,
        pictures,
        webhookUrl: `${options.appUrl}/twilio/inbound`,
      });
    }),
  );
  router.post(
    "/follow",
    click(scene, tap, ({ phone, link }) => follow(scene, phone, link)),
  );
  // The files of the store at Shopify's CDN, which the sandbox does not reach: one of the drawn pictures stands for each.
  router.get("/file", (request, response) => {
    const { address } = request.query;
    const length = typeof address === "string" ? address.length : 0;
    response.type(PICTURE_TYPE).send(paint(pictureNames[length % pictureNames.length] ?? pictureNames[0]));
  });
  router.get("/pictures/:name", (request, response, next) => {
    const name = pictureNames.find((each) => each === request.params.name);
    if (!name) return next();
    response.type(PICTURE_TYPE).send(paint(name));
  });
  return router;
}
