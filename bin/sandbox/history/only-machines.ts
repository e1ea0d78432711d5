import express, { type Router } from "express";

const RETRY_AFTER_SECONDS = 5;
/** Pages that a person opens. The first visit to the app is the history's own. */
const PAGES = /^\/sandbox(?!\/(?:shopify|twilio)\/)/;

/** Answers people with 503 while the history is made: a click would become part of it. */
export const onlyMachines = (): Router =>
  express.Router().use((request, response, next) => {
    if (!PAGES.test(request.path)) return next();
    response
      .status(503)
      .set("Retry-After", String(RETRY_AFTER_SECONDS))
      .type("text/plain")
      .send("The sandbox's history is being made. Try again in a minute.\n");
  });
