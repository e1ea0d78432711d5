import { afterEach, beforeEach, expect, it } from "vitest";
import type { CaughtCall } from "#sandbox/hooks/catcher.ts";
import { createWebhookCaller } from "#shell/http/outbound.server.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const call = (path: string, body: unknown = { order: "#1001" }) =>
  createWebhookCaller({ clock: world.clock, allowLoopback: true })({
    url: `${world.url}/sandbox/hooks/in${path}`,
    body,
    idempotencyKey: "step-1",
    shopSecret: "whsec_test",
  });
const calls = async () => (await world.call("api/hooks")).json<CaughtCall[]>();

it("the catcher keeps what the app calls, with its signature", async () => {
  expect(await call("/crm?list=vip")).toEqual({ kind: "done", output: { status: 200, answer: "caught" } });
  expect(await calls()).toMatchObject([
    {
      at: "2026-11-20T15:00:00Z",
      path: "/sandbox/hooks/in/crm?list=vip",
      headers: {
        "content-type": "application/json",
        "idempotency-key": "step-1",
        "x-shopbell-signature": expect.stringMatching(/^t=1795186800,v1=[0-9a-f]{64}$/) as string,
      },
      body: '{"order":"#1001"}',
      answered: 200,
    },
  ]);
});

it("it plays the trouble that the address asks for", async () => {
  expect(await call("?status=503")).toMatchObject({ kind: "retry" });
  expect(await call("?status=410")).toMatchObject({ kind: "refused", code: "http_410" });
  expect(await call("?status=302")).toMatchObject({ kind: "refused", code: "redirected" });
  expect(await call("?status=204")).toMatchObject({ kind: "done" });
  expect((await calls()).map(({ answered }) => answered)).toEqual([503, 410, 302, 204]);
});

it("its page shows the calls, escaped, and where to call", async () => {
  await call("", { note: "<script>alert(1)</script>" });
  const { text, markup } = await world.call("hooks");
  expect(text).toContain(`<code>${world.url}/sandbox/hooks/in</code>`);
  expect(markup).toContain('POST /sandbox/hooks/in</b><span class="good">answered 200</span>');
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).not.toContain("<script>alert");
});
