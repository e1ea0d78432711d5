import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type Router } from "express";
import type { AppContext } from "#shell/context.server.ts";
import { createBodyBudget } from "#shell/http/body-budget.server.ts";
import { writableDrained, clientGone } from "#shell/http/stream-response.server.ts";
import { answerErrors } from "./answer-errors.ts";
import { appHandler, type Answer } from "./app-handler.ts";
import { closeIdleConnections } from "./close-idle-connections.ts";

/** Time for a client to send a whole request, and its headers, in milliseconds. */
const REQUEST_TIMEOUT_MS = 60_000;
const HEADERS_TIMEOUT_MS = 20_000;

export interface WebServer {
  /** URL at which it listens. */
  url: string;
  /** Finishes pending requests, then stops. */
  close(): Promise<void>;
}

type Routers = readonly (readonly [path: string, router: Router])[];

/**
 * Serves the built app.
 * @param options.routers additional routers, mounted first
 */
export async function startWebServer(
  context: AppContext,
  { port, host, routers = [] }: { port: number; host: string; routers?: Routers },
): Promise<WebServer> {
  const server = await listen(await webApp(context, routers), { port, host });
  return {
    ...server,
    close: () => {
      context.live.close();
      return server.close();
    },
  };
}

/** A browser that has come once comes by TLS for a year. */
const HSTS = "max-age=31536000";

/** The built app as a handler of requests. */
export async function webApp(context: AppContext, routers: Routers = []): Promise<Express> {
  // Imported at run time: the build is made from these sources.
  const build = (await import(new URL("../build/server/index.js", import.meta.url).href)) as ServerBuild;
  const app = express();
  app.disable("x-powered-by");
  const isHttps = new URL(context.env.SHOPIFY_APP_URL).protocol === "https:";
  app.use((request, response, next) => {
    response.set("X-Content-Type-Options", "nosniff");
    if (isHttps) response.set("Strict-Transport-Security", HSTS);
    const began = performance.now();
    // Log only the path: a query may contain a session token.
    response.on("finish", () =>
      context.log.debug(
        {
          method: request.method,
          path: request.path,
          status: response.statusCode,
          ms: Math.round(performance.now() - began),
        },
        "answered",
      ),
    );
    next();
  });
  for (const [path, router] of routers) app.use(path, router);
  const budget = createBodyBudget();
  for (const path of MACHINE_PATHS) app.post(path, appHandler(answerOf(build, path, context), budget));
  app.use(compression());
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  app.use(express.static("build/client", { maxAge: "1h" }));
  const answer = createRequestHandler(build, "production");
  app.all(
    "*",
    appHandler(
      (request, response) =>
        answer(request, { app: context, drained: () => writableDrained(response), gone: clientGone(response) }),
      budget,
    ),
  );
  app.use(answerErrors(context.log));
  return app;
}

/**
 * Addresses that machines call a thousand times as often as people open pages. Their routes are called directly: to find
 * a route among all others takes the framework longer than these take to answer.
 */
const MACHINE_PATHS = ["/webhooks", "/twilio/status"];

function answerOf(build: ServerBuild, path: string, context: AppContext): Answer {
  const route = Object.values(build.routes).find((one) => one?.path === path.slice(1));
  const action = route?.module.action;
  if (!action) throw new Error(`the build has no action at ${path}`);
  return async (request) => (await action({ request, params: {}, context: { app: context } })) as Response;
}

/** Listens with a handler of requests. */
export async function listen(
  handler: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<WebServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS }, handler);
  server.listen(port, host);
  await once(server, "listening");
  const closeConnections = closeIdleConnections(server);
  const address = server.address();
  const boundPort = typeof address === "object" && address ? address.port : port;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${boundPort}`, close: closeConnections };
}
