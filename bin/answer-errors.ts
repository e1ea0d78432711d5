import type { ErrorRequestHandler } from "express";
import type { Log } from "#shell/log.server.ts";

/** Answers a request that failed outside the pages with one line, and without the error's stack. */
export const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (error, { path }, response, next) => {
    const { status } = error as { status?: number };
    const isClients = status !== undefined && status >= 400 && status < 500;
    // A stranger's broken address is no fault of ours.
    log[isClients ? "info" : "error"]({ err: isClients ? undefined : error, path, status }, "a request failed");
    if (response.headersSent) return next(error);
    response
      .status(isClients ? status : 500)
      .type("text/plain")
      .send(isClients ? "The request cannot be read.\n" : "Something went wrong.\n");
  };
