import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { nestsDeeperThan } from "#core/intake/depth.ts";
import { readers, understand } from "#core/intake/index.ts";
import { parseLossless } from "#core/intake/lossless-json.ts";
import { ignoredReasons } from "#core/reasons.ts";

// Bodies that Shopify documents or delivered: material beside the checkout, not a part of it.
const FOLDER = path.resolve(import.meta.dirname, "../../../../shared/shopify/webhooks");

const bodies = existsSync(FOLDER)
  ? globSync("*/*.json", { cwd: FOLDER })
      .toSorted()
      .map((file) => ({ file, topic: path.dirname(file).replace("__", "/"), body: readFileSync(path.join(FOLDER, file)) }))
  : [];
const listened = new Set<string>(readers.flatMap(({ topics }) => topics));

const ofOurs = bodies.filter(({ topic }) => listened.has(topic));
if (bodies.length === 0) console.info("Skipped: the real webhook bodies, which are not at ../shared/shopify/webhooks");

describe.skipIf(bodies.length === 0)("a real body", () => {
  test.for(bodies)("$file is understood, or ignored with a reason", ({ topic, body }) => {
    const result = understand(topic, parseLossless(body.toString("utf8")));
    if ("ignored" in result) expect(Object.keys(ignoredReasons)).toContain(result.ignored);
    else expect(result.occurrence.subject).toMatch(/^(shop|(order|customer):\d+|checkout:.+)$/);
  });

  test.for(ofOurs)("$file, which we listen to, is what its reader expects", ({ topic, body }) => {
    const result = understand(topic, parseLossless(body.toString("utf8")));
    if ("ignored" in result) expect(result.ignored).toBe("consent_unknown");
    else expect(result.occurrence).toHaveProperty("facts");
  });

  test("nests no deeper than a dozen levels", () => {
    expect(bodies.filter(({ body }) => nestsDeeperThan(body, 12)).map(({ file }) => file)).toEqual([]);
  });

  test("of an order has the id of its global id, digit by digit", () => {
    const orders = ofOurs.filter(({ topic }) => topic.startsWith("orders/"));
    expect(orders.length).toBeGreaterThan(0);
    for (const { topic, body } of orders) {
      const text = body.toString("utf8");
      const exact = /"gid:\/\/shopify\/Order\/(\d+)"/.exec(text)?.[1];
      expect(understand(topic, parseLossless(text))).toMatchObject({ occurrence: { subject: `order:${exact}` } });
    }
  });
});
