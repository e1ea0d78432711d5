import type { RequestHandler } from "express";

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Restricts the sandbox to this machine: accepts loopback host names only (against DNS rebinding), and posts from the
 * sandbox's own origin only.
 */
export function guard(appUrl: string): RequestHandler {
  const ownHost = new URL(appUrl).host;
  return (request, response, next) => {
    const host = request.headers.host ?? "";
    if (host !== ownHost && !LOOPBACK_HOST.test(host))
      return void response.status(403).json({ error: "the sandbox answers on loopback only" });
    const { origin } = request.headers;
    const site = request.get("sec-fetch-site");
    const foreign =
      (origin !== undefined && origin !== `http://${host}`) || (site !== undefined && site !== "same-origin");
    if (request.method !== "GET" && foreign)
      return void response.status(403).json({ error: "this came from another site" });
    next();
  };
}
