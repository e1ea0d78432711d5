import { randomUUID } from "node:crypto";
import express, { type Request, type Response, type Router } from "express";

const KEPT = 200;
const LARGEST = "256kb";

/** One received request. */
export interface CaughtCall {
  id: string;
  /** ISO instant of the sandbox's clock. */
  at: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The response status. */
  answered: number;
}

export interface Catcher {
  router: Router;
  /** Oldest first. */
  calls: () => readonly CaughtCall[];
}

/** The requested response status: `?status=503` simulates a failing receiver. */
function statusOf({ query }: Request): number {
  const requested = Number(query.status);
  return Number.isInteger(requested) && requested >= 200 && requested <= 599 ? requested : 200;
}

/**
 * A third-party web server that receives the app's HTTP requests: stores and answers `POST /hooks/in` and everything
 * below it.
 */
export function openCatcher({
  now,
  onCall,
  restore = [],
}: {
  now: () => string;
  onCall: () => void;
  restore?: CaughtCall[] | undefined;
}): Catcher {
  const calls = [...restore];

  function answer(request: Request, response: Response): void {
    const status = statusOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const body = typeof request.body === "string" ? request.body : "";
    calls.push({ id: randomUUID(), at: now(), path: request.originalUrl, headers, body, answered: status });
    calls.splice(0, calls.length - KEPT);
    onCall();
    if (status >= 300 && status < 400) response.set("Location", "/sandbox/hooks/in/elsewhere");
    response
      .status(status)
      .type("text/plain")
      .send(status === 204 || status === 304 ? undefined : "caught");
  }

  const router = express.Router();
  router.post("/hooks/in*", express.text({ type: "*/*", limit: LARGEST }), answer);
  return { router, calls: () => calls };
}
