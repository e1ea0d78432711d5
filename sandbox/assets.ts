import { readFileSync } from "node:fs";
import { pixelScript } from "./store/pages/product.ts";
import express, { type Router } from "express";

/** Scripts and style sheets by name; each lies beside its part. */
const files: Record<string, string> = {
  "desk.css": "desk/desk.css",
  "desk.js": "desk/desk.js",
  "ask.js": "desk/ask.js",
  "clock.js": "clock/clock.js",
  "faults.js": "twilio/faults.js",
  "phone.css": "phone/phone.css",
  "phone.js": "phone/phone.js",
  "feed.js": "webhooks/feed.js",
  "records.css": "records/records.css",
  "records.js": "records/records.js",
  "senders.css": "senders/senders.css",
  "opt-in-form.css": "../extensions/opt-in-form/assets/opt-in-form.css",
  "opt-in-form.js": "../extensions/opt-in-form/assets/opt-in-form.js",
  "store.css": "store/pages/store.css",
  "store.js": "store/pages/store.js",
  "pixel-host.js": "store/pages/pixel-host.js",
  "frame.css": "admin/frame.css",
  "frame.js": "admin/frame.js",
};

export const asset = (path: string) => readFileSync(new URL(path, import.meta.url));

/** `GET /:name`: serves scripts and style sheets, without caching. */
export function assets(): Router {
  const router = express.Router();
  router.get("/browse-pixel.js", (_request, response) => {
    response.type("text/javascript").set("Cache-Control", "no-cache").send(pixelScript());
  });
  router.get("/:name", (request, response, next) => {
    const path = files[request.params.name];
    if (!path) return next();
    response
      .type(path.endsWith(".css") ? "text/css" : "text/javascript")
      .set("Cache-Control", "no-cache")
      .send(asset(path));
  });
  return router;
}
