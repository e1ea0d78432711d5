import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
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

if (bodies.length === 0) {
  console.info("skipped: no real webhook bodies at ../shared/shopify/webhooks");
  test.skip("a real body is understood, or ignored with a reason", () => {});
} else {
  test.for(bodies)("$file is understood, or ignored with a reason", ({ topic, body }) => {
    const result = understand(topic, parseLossless(body.toString("utf8")));
    if ("ignored" in result) expect(Object.keys(ignoredReasons)).toContain(result.ignored);
    else expect(result.occurrence.subject).toMatch(/^(shop|(order|customer):\d+|checkout:.+)$/);
  });

  test.for(bodies.filter(({ topic }) => listened.has(topic)))("$file, which we listen to, is what its reader expects", ({ topic, body }) => {
    const result = understand(topic, parseLossless(body.toString("utf8")));
    if ("ignored" in result) expect(result.ignored).toBe("consent_unknown");
    else expect(result.occurrence).toHaveProperty("facts");
  });

  test("none nests deeper than a few levels", () => {
    expect(bodies.filter(({ body }) => nestsDeeperThan(body, 12)).map(({ file }) => file)).toEqual([]);
  });

  test("an id is the one of its global id, digit by digit", () => {
    const orders = bodies.filter(({ topic }) => topic.startsWith("orders/") && listened.has(topic));
    expect(orders.length).toBeGreaterThan(0);
    for (const { topic, body } of orders) {
      const text = body.toString("utf8");
      const exact = /"gid:\/\/shopify\/Order\/(\d+)"/.exec(text)?.[1];
      expect(understand(topic, parseLossless(text))).toMatchObject({ occurrence: { subject: `order:${exact}` } });
    }
  });
}
