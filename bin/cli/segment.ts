import { Command } from "commander";
import { readShopifySegmentId } from "#core/segments/segment.ts";
import type { SegmentForm } from "#core/segments/segment-form.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readReachability } from "#services/segments/read-reachability.server.ts";
import { listSegmentsOf, type SegmentView } from "#services/segments/read-segments.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { readOwnFile } from "./own-file.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

interface CreateOptions {
  where?: string;
  shopify?: string;
}

export function segmentCommands({ withContext, cwd }: Perform): Command[] {
  const list = new Command("list")
    .description("a shop's segments, with their members as of the last count")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const data = await listSegmentsOf(context, (await shopOrFail(context, domain)).id);
        return {
          data,
          text: columns([
            ["SEGMENT", "KIND", "MEMBERS", "COUNTED"],
            ...data.map(({ name, kind, members, countedAt, problem }) => [
              name,
              kind,
              members ?? "not counted yet",
              problem ?? (kind === "static" ? "now" : (countedAt ?? "never")),
            ]),
          ]),
        };
      }),
    );
  const create = new Command("create")
    .description(
      "create a segment: by conditions with --where, of Shopify with --shopify, else one filled by hand and by steps",
    )
    .argument("<domain>")
    .argument("<name>")
    .option("--where <file>", "the conditions, as JSON")
    .option("--shopify <id>", "a segment of Shopify, by its number or global id")
    .action(
      withContext(async (context, domain: string, name: string, options: CreateOptions) => {
        const { id: shopId } = await shopOrFail(context, domain);
        const made = await createSegment(context, { shopId, actor: ACTOR }, formOf(name, options));
        if (!made.ok) throw new Error(made.message);
        const counted = await recountSegment(context, shopId, made.id);
        if (!counted.ok) throw new Error(`“${name}” is created, and was not counted: ${counted.message}`);
        const data = { id: made.id, name, members: counted.members };
        return { data, text: `“${name}” is created, with ${counted.members} members` };
      }),
    );
  const count = new Command("count")
    .description("count a segment again: its members, who of them can be texted, and why the others cannot")
    .argument("<domain>")
    .argument("<name>", "or its id")
    .action(
      withContext(async (context, domain: string, name: string) => {
        const shop = await shopOrFail(context, domain);
        const segment = await segmentOrFail(context, shop.id, name);
        const counted = await recountSegment(context, shop.id, segment.id);
        if (!counted.ok) throw new Error(counted.message);
        const reachability = await readReachability(context, shop, { include: [segment.id], exclude: [] });
        const { customers, sendable, left } = reachability;
        return {
          data: { id: segment.id, name: segment.name, ...reachability },
          text: [
            `“${segment.name}” has ${customers} members; ${sendable} can be texted`,
            ...left.map(({ reason, count: many }) => `  ${many} cannot: ${reason}`),
          ].join("\n"),
        };
      }),
    );
  const readConditions = (file: string): unknown => {
    const text = readOwnFile(cwd, file);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
    }
  };
  function formOf(given: string, { where, shopify }: CreateOptions): SegmentForm {
    const name = given.trim();
    if (name === "" || name.length > 100) throw new Error("name the segment with 1 to 100 characters");
    if (where !== undefined && shopify !== undefined) throw new Error("give either --where or --shopify");
    if (shopify !== undefined) {
      const shopifyId = readShopifySegmentId(shopify);
      if (shopifyId === null) throw new Error(`${shopify} is no segment of Shopify: give its number`);
      return { kind: "shopify", name, shopifyId };
    }
    return where === undefined
      ? { kind: "static", name }
      : { kind: "conditions", name, conditions: readConditions(where) };
  }
  return [
    new Command("segment")
      .description("groups of a shop's customers")
      .addCommand(list)
      .addCommand(create)
      .addCommand(count),
  ];
}

/** @throws if the shop has no such segment */
async function segmentOrFail(context: AppContext, shopId: string, name: string): Promise<SegmentView> {
  const segments = await listSegmentsOf(context, shopId);
  const found =
    segments.find((segment) => segment.id === name) ??
    segments.find((segment) => segment.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const known = segments.map((segment) => segment.name).join(", ");
  throw new Error(`no segment "${name}"; ${known ? `there is ${known}` : "there is none yet"}`);
}
