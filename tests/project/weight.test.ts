import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import type { ServerBuild } from "@remix-run/node";
import { beforeAll, describe, expect, test } from "vitest";

const BUILD = path.resolve("build/server/index.js");
const BUDGET_BYTES = 250_000;

/** Scripts of a page are what its address loads at once: the entry, and the modules of each route that it stands in. */
describe("the first script of a page", () => {
  let assets: ServerBuild["assets"];
  beforeAll(async () => {
    if (!existsSync(BUILD)) throw new Error("the pages are not built; npm run build, or npm test, does it");
    ({ assets } = (await import(pathToFileURL(BUILD).href)) as ServerBuild);
  });

  const weights = new Map<string, number>();
  function weightOf(address: string): number {
    const known = weights.get(address);
    if (known !== undefined) return known;
    const weight = brotliCompressSync(readFileSync(path.join("build/client", address))).length;
    weights.set(address, weight);
    return weight;
  }
  function scriptsOf(routeId: string): Set<string> {
    const scripts = new Set([assets.entry.module, ...assets.entry.imports]);
    for (let id: string | undefined = routeId; id; id = assets.routes[id]?.parentId) {
      const route = assets.routes[id];
      for (const script of route ? [route.module, ...(route.imports ?? [])] : []) scripts.add(script);
    }
    return scripts;
  }
  const pages = () => Object.keys(assets.routes).filter((id) => id.startsWith("routes/app."));

  test("weighs less than 250 kB, compressed, on every page", () => {
    const tooHeavy = pages().flatMap((id) => {
      const bytes = [...scriptsOf(id)].reduce((sum, script) => sum + weightOf(script), 0);
      return bytes < BUDGET_BYTES ? [] : [`${id}: ${bytes}`];
    });
    expect(tooHeavy).toEqual([]);
  });

  test("brings no canvas: that is fetched where a flow is drawn", () => {
    const drawing = pages().flatMap((id) =>
      [...scriptsOf(id)]
        .filter((script) => readFileSync(path.join("build/client", script), "utf8").includes("react-flow__"))
        .map((script) => `${id}: ${script}`),
    );
    expect(drawing).toEqual([]);
  });
}, 60_000);
