import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { createTracing } from "#shell/tracing.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { buildHouse } from "../services/test-app.ts";

afterEach(() => vi.unstubAllEnvs());

interface Export {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: { name: string; status: { code?: number; message?: string } }[] }[];
  }[];
}

/** A receiver of OTLP/HTTP on loopback. */
async function receiver() {
  const bodies: Export[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      if (request.url === "/v1/traces") bodies.push(JSON.parse(body) as Export);
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans: () =>
      bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test(
  "an order's webhook, batches and call are told to the " +
    "receiver that the variable names, under the service's name",
  async () => {
    const traces = await receiver();
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", traces.url);
    vi.stubEnv("OTEL_SERVICE_NAME", "texts");
    const house = buildHouse(await emptyDatabase());
    const tracing = await createTracing();
    house.context.tracing = tracing;
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    await expect(tracing.span("broken", {}, () => Promise.reject(new Error("+12125550123")))).rejects.toThrow();
    await tracing.close();
    const names = traces.spans().map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(["webhook", "intake batch", "step batch", "provider call", "broken"]));
    expect(traces.spans().find(({ name }) => name === "broken")?.status).toEqual({ code: 2, message: "Error" });
    expect(traces.bodies[0]?.resourceSpans[0]?.resource.attributes).toContainEqual({
      key: "service.name",
      value: { stringValue: "texts" },
    });
    expect(JSON.stringify(traces.bodies)).not.toMatch(/2125550123|Ada/);
    await house.close();
    await traces.close();
  },
);

test("without the variable the packages are not even loaded", async () => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", "");
  vi.doMock("@opentelemetry/sdk-trace-base", () => {
    throw new Error("loaded");
  });
  const tracing = await createTracing();
  expect(await tracing.span("x", {}, async () => 7)).toBe(7);
  vi.doUnmock("@opentelemetry/sdk-trace-base");
});
