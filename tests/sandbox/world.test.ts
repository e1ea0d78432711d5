import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rememberedAhead } from "#sandbox/memory.ts";
import { ana, mug, sandbox, type Sandbox } from "./sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

interface DeskState {
  version: number;
  fault: { kind: string } | null;
  conversations: { phone: string; name: string; texts: { body: string; fromCustomer: boolean }[] }[];
}

const look = async () => (await world.call("api/state")).json<DeskState>();

describe("the clock", () => {
  it("moves by the shop's days: over the start of summer time a day later is the same time of day", async () => {
    await world.post("api/clock", { to: "2027-03-13T17:00:00Z" });
    const { now } = (await world.post("api/clock", { days: 1 })).json();
    expect(now).toBe("2027-03-14T16:00:00Z");
  });

  it("moves forward only", async () => {
    expect((await world.post("api/clock", { to: "2020-01-01T00:00:00Z" })).status).toBe(409);
  });
});

describe("the phone", () => {
  it("answers the shop through Twilio, signed, and gets the app's reply", async () => {
    expect((await world.post("api/phone/receive", { from: "+12125550123", body: "Hello?" })).json()).toMatchObject({
      status: 200,
    });
    expect(world.inbound).toMatchObject([
      { valid: true, body: { From: "+12125550123", To: "+18885550100", Body: "Hello?" } },
    ]);
    const [first] = (await look()).conversations;
    expect(first).toMatchObject({
      phone: "+12125550123",
      name: "Ana Reyes",
      texts: [
        { body: "Hello?", fromCustomer: true },
        { body: "Heard you.", fromCustomer: false },
      ],
    });
  });
});

describe("the desk", () => {
  it("is told only when something changed", async () => {
    const { version } = await look();
    expect((await world.call(`api/state?after=${version}`)).status).toBe(204);
    await world.post("api/twilio/fault", { kind: "throttle", times: 2 });
    expect((await look()).fault).toEqual({ kind: "throttle" });
    expect((await world.call(`api/state?after=${version}`)).status).toBe(200);
  });

  it.each([
    "",
    "admin",
    "store",
    `store?customer=${ana}`,
    `store?customer=${ana}&view=office`,
    "store?view=new",
    "app-bridge.js",
    "assets/desk.js",
    "assets/store.css",
  ])("serves /sandbox/%s", async (path) => {
    const { status, text } = await world.call(path);
    expect(status).toBe(200);
    expect(text).not.toContain("[object");
  });

  it("frames the app with a session token, anew after an uninstall", async () => {
    expect((await world.call("admin")).text).toMatch(
      /src="\/app\?embedded=1&amp;shop=sandbox\.myshopify\.com&amp;locale=en&amp;host=[\w-]+&amp;id_token=/,
    );
    await world.post("api/store/uninstall");
    expect((await world.call("admin")).text).toContain("was uninstalled");
    expect((await world.call("admin?install=1")).text).toContain("id_token=");
  });

  it("leads a form on, with the problem when there is one", async () => {
    const form = (path: string, fields: Record<string, string>) =>
      fetch(`${world.url}/sandbox/api/${path}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const added = await form(`store/customers/${ana}/cart`, {
      variantId: mug,
      quantity: "1",
      return: `/sandbox/store?customer=${ana}`,
    });
    expect([added.status, added.headers.get("location")]).toEqual([303, `/sandbox/store?customer=${ana}`]);
    const refused = await form("store/customers/1/order", { return: "https://example.com/" });
    expect(refused.headers.get("location")).toBe("/sandbox?problem=no+customer+1+in+the+store");
  });

  it("escapes what people type", async () => {
    await world.post("api/store/customers", { firstName: "<script>", lastName: "&", email: "x@example.com" });
    expect((await world.call("store")).text).toContain("&lt;script&gt; &amp;");
  });
});

describe("other sites", () => {
  it.each<Record<string, string>>([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ])("cannot post here: %o", async (headers) => {
    expect((await world.post("api/clock", { hours: 1 }, headers)).status).toBe(403);
  });

  it("may post from its own pages", async () => {
    expect(
      (await world.post("api/clock", { hours: 1 }, { origin: world.url, "sec-fetch-site": "same-origin" })).status,
    ).toBe(200);
  });
});

describe("memory", () => {
  it("keeps everything over a restart, readable by its owner alone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
    const stateFile = join(folder, "deep", "world.json");
    const before = await sandbox({ stateFile });
    await before.post("api/clock", { days: 3 });
    await before.post(`api/store/customers/${ana}/cart`, { variantId: mug, quantity: 2 });
    await before.post(`api/store/customers/${ana}/order`);
    await before.post("api/phone/receive", { from: "+12125550123", body: "STOP" });
    await before.close();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
    expect(await rememberedAhead(stateFile)).toBe(3 * 24 * 3_600_000);

    const after = await sandbox({ stateFile });
    const state = (await after.call("api/state")).json<DeskState & { deliveries: { topic: string }[] }>();
    expect(state.deliveries.map(({ topic }) => topic)).toContain("orders/create");
    expect(state.conversations[0]?.texts.map(({ body }) => body)).toEqual(["STOP", "Heard you."]);
    expect((await after.call(`store?customer=${ana}&view=office`)).text).toContain("#1001");
    await after.close();
    await rm(folder, { recursive: true });
  });
});

describe("starting over", () => {
  it.each([[{}, undefined] as const, [{ start: "empty" }, "empty"] as const])(
    "is asked for as %j, and done by who opened the world",
    async (body, wish) => {
      const wishes: unknown[] = [];
      const own = await sandbox({ startOver: async (start) => void wishes.push(start) });
      expect((await own.post("api/reset", body)).status).toBe(200);
      expect((await own.post("api/reset", { start: "tidy" })).status).toBe(400);
      expect(wishes).toEqual([wish]);
      await own.close();
    },
  );
});
