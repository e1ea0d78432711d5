import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { storeTopics } from "#core/intake/topic-list.ts";
import { ownTopics } from "#core/intake/topics/own-events.ts";
import { triggers } from "#core/triggers/index.ts";

const toml = readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8");
const subscribed = [...toml.matchAll(/topics = \[([^\]]*)\]/g)].flatMap(([, list]) =>
  [...(list ?? "").matchAll(/"([^"]+)"/g)].map(([, topic]) => topic ?? ""),
);

const own: readonly string[] = ownTopics;

test("the app subscribes to exactly the topics that intake reads, but for its own", () => {
  expect(subscribed.toSorted()).toEqual(storeTopics);
});

test("no topic is subscribed to twice, and none of our own: those never come from Shopify", () => {
  expect(subscribed).toEqual([...new Set(subscribed)]);
  expect(subscribed.filter((topic) => topic.startsWith("shopbell/"))).toEqual([]);
});

test("every trigger listens to topics that the app subscribes to or raises itself", () => {
  expect(
    triggers.flatMap(({ topics }) => topics.filter((topic) => !subscribed.includes(topic) && !own.includes(topic))),
  ).toEqual([]);
});

test("every topic of our own is heard by a trigger", () => {
  const heard = new Set(triggers.flatMap(({ topics }) => topics));
  expect(ownTopics.filter((topic) => !heard.has(topic))).toEqual([]);
});

test("the scopes that the app asks for are those it assumes to have", async () => {
  const { environment } = await import("#shell/env.server.ts");
  expect(/scopes = "([^"]+)"/.exec(toml)?.[1]).toBe(environment.shape.SCOPES.parse(undefined));
});
