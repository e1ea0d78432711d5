import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readers } from "#core/intake/index.ts";
import { triggers } from "#core/triggers/index.ts";

const toml = readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8");
const subscribed = [...toml.matchAll(/topics = \[([^\]]*)\]/g)].flatMap(([, list]) => [...(list ?? "").matchAll(/"([^"]+)"/g)].map(([, topic]) => topic ?? ""));

test("the app subscribes to exactly the topics that intake reads", () => {
  expect(subscribed.toSorted()).toEqual(readers.flatMap(({ topics }) => [...topics]).toSorted());
});

test("every trigger listens to topics that the app subscribes to", () => {
  expect(triggers.flatMap(({ topics }) => topics.filter((topic) => !subscribed.includes(topic)))).toEqual([]);
});

test("the scopes that the app asks for are those it assumes to have", async () => {
  const { environment } = await import("#shell/env.server.ts");
  expect(/scopes = "([^"]+)"/.exec(toml)?.[1]).toBe(environment.shape.SCOPES.parse(undefined));
});
