import { afterEach, beforeEach, expect, test } from "vitest";
import { ana, sandbox, shopDomain, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
let phone: string;
beforeEach(async () => {
  world = await sandbox();
  const { conversations } = (await world.call("api/state")).json<{
    conversations: { name: string; phone: string }[];
  }>();
  phone = conversations.find(({ name }) => name === "Ana Reyes")?.phone ?? "";
});
afterEach(() => world.close());

const tap = (link: string) => world.post("api/phone/follow", { phone, link });

test("a link is followed as by a customer's phone, to the page of the store that stands for its target", async () => {
  world.links
    .set("cart0000000", `https://${shopDomain}/1/checkouts/abc/recover?key=abc`)
    .set("shop0000000", `https://${shopDomain}`);
  expect((await tap(`${world.url}/l/cart0000000`)).json()).toEqual({
    leadsTo: `https://${shopDomain}/1/checkouts/abc/recover?key=abc`,
    page: `/sandbox/store?customer=${ana}&view=checkout`,
  });
  expect((await tap(`${world.url}/l/shop0000000`)).json()).toMatchObject({ page: `/sandbox/store?customer=${ana}` });
});

test("what is not the store's own has no page here", async () => {
  world.links.set("elsewhere00", "https://elsewhere.example/");
  expect((await tap(`${world.url}/l/elsewhere00`)).json()).toEqual({
    leadsTo: "https://elsewhere.example/",
    page: null,
  });
});

test("a link that leads nowhere is told of, and no other machine is ever asked", async () => {
  expect(await tap(`${world.url}/l/nothing0000`)).toMatchObject({
    status: 409,
    text: expect.stringContaining("leads nowhere") as string,
  });
  expect(await tap("https://elsewhere.example/l/cart0000000")).toMatchObject({
    status: 409,
    text: expect.stringContaining("the app's own links only") as string,
  });
});
