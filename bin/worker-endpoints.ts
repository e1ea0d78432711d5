import type { Server } from "node:http";
import express, { type Request as Asked } from "express";
import { isOperator } from "#services/operations/require-operator.server.ts";
import { checkReady } from "#services/operations/check-ready.server.ts";
import { renderMetrics } from "#services/operations/render-metrics.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { answerErrors } from "./answer-errors.ts";
import { closeIdleConnections } from "./close-idle-connections.ts";

/** HTTP endpoints of a worker: liveness, readiness, and its own metrics. */
export async function openWorkerEndpoints(
  context: AppContext,
  { port, host }: { port: number; host: string },
): Promise<{ close(): Promise<void> }> {
  const app = express().disable("x-powered-by");
  app.get("/healthz", (_request, response) => void response.json({ ok: true }));
  app.get("/readyz", (_request, response, next) => {
    checkReady(context).then((readiness) => response.status(readiness.ready ? 200 : 503).json(readiness), next);
  });
  app.get("/metrics", (request, response, next) => {
    if (!isOperator(context, asWeb(request))) return void response.status(401).set("WWW-Authenticate", "Bearer").end();
    renderMetrics(context).then(({ body, contentType }) => response.type(contentType).send(body), next);
  });
  app.use(answerErrors(context.log));
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(port, host, () => resolve(listening));
    listening.once("error", reject);
  });
  return { close: closeIdleConnections(server) };
}

const asWeb = ({ headers: { authorization } }: Asked): Request =>
  new Request("http://worker/metrics", { headers: authorization ? { authorization } : {} });
