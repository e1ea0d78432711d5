import { createWriteStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import { contactFields } from "#core/customers/contact-import/fields.ts";
import { contactOutcomes } from "#core/customers/contact-import/judge.ts";
import { LIST_PART_BYTES } from "#core/customers/contact-import/plan.ts";
import { dateOrders, type DateOrder } from "#core/customers/contact-import/dates.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import {
  discardImport,
  planCheck,
  planImport,
  planUndo,
  workHere,
  type ImportTarget,
} from "#services/customers/change-contact-import.server.ts";
import {
  readContactImport,
  readContactImports,
  type ContactImportPage,
} from "#services/customers/read-contact-imports.server.ts";
import { writeLeftRows } from "#services/customers/left-rows-file.server.ts";
import { beginUpload, takePart } from "#services/customers/upload-contacts.server.ts";
import { listSegmentsOf } from "#services/segments/read-segments.server.ts";
import { shopOrFail } from "./find-shop.ts";
import { columns, type Perform } from "./perform.ts";

const ACTOR = "operator";

interface ImportOptions {
  dryRun?: boolean;
  map?: string[];
  country?: string;
  dates?: DateOrder;
  source?: string;
  words?: string;
  statement?: string;
  by: string;
  segment?: string;
  startAutomations?: boolean;
  leftRows?: string;
}

export function contactCommands({ withContext, cwd }: Perform): Command[] {
  const bring = new Command("import")
    .description("import a list of contacts with their consents; a row consents only with a date and a source")
    .argument("<domain>")
    .argument("<csv>")
    .option("--dry-run", "tell what would become of each row, and change nothing")
    .option("--map <field=heading...>", `the column of a field: ${contactFields.join(", ")}`)
    .option("--country <code>", "the country of numbers without a prefix; the shop's by default")
    .addOption(new Option("--dates <order>", "how dates such as 03/04/2025 are written").choices(dateOrders))
    .option("--source <text>", "where these people consented, for rows that do not tell")
    .option("--words <text>", "what they agreed to, for rows that do not tell")
    .option("--statement <text>", "that these people agreed to texts from this shop; kept as proof with each number")
    .option("--by <name>", "the person who states it", "The operator")
    .option("--segment <name>", "a static segment that all contacts join")
    .option("--start-automations", "let automations start for those who opt in")
    .option("--left-rows <file>", "write the rows that give no consent to a file, with their reasons")
    .action(
      withContext(async (context, domain: string, file: string, options: ImportOptions) => {
        const shop = await shopOrFail(context, domain);
        const target = await upload(context, shop, path.resolve(cwd, file));
        try {
          await check(context, shop, target, options);
          if (options.leftRows)
            await pipeline(
              Readable.from(writeLeftRows(context, target.importId)),
              createWriteStream(path.resolve(cwd, options.leftRows)),
            );
          if (options.dryRun) {
            const checked = await pageOf(context, shop, target.importId);
            return { data: dataOf(checked, { dryRun: true }), text: describe(checked, "would") };
          }
          await confirm(context, shop, target, options);
        } catch (error) {
          await discardImport(context, target);
          throw error;
        } finally {
          if (options.dryRun) await discardImport(context, target);
        }
        const done = await pageOf(context, shop, target.importId);
        return { data: dataOf(done, { dryRun: false }), text: describe(done, "") };
      }),
    );
  const list = new Command("list")
    .description("a shop's imports of contacts, newest first")
    .argument("<domain>")
    .action(
      withContext(async (context, domain: string) => {
        const data = await readContactImports(context, await shopOrFail(context, domain));
        return {
          data,
          text: columns([
            ["ID", "FILE", "STATUS", "ROWS", "OPTED IN", "BY", "UPLOADED"],
            ...data.map(({ id, fileName, status, rows, counts, by, createdAt }) => [
              id,
              fileName,
              status,
              rows ?? "-",
              (counts?.new ?? 0) + (counts?.known ?? 0),
              by,
              createdAt.iso,
            ]),
          ]),
        };
      }),
    );
  const steer = (name: "resume" | "undo", description: string) =>
    new Command(name)
      .description(description)
      .argument("<domain>")
      .argument("<import>", "its id")
      .action(
        withContext(async (context, domain: string, importId: string) => {
          const shop = await shopOrFail(context, domain);
          if (name === "undo") orFail(await planUndo(context, { shopId: shop.id, importId, actor: ACTOR }));
          await workHere(context, shop, importId);
          const page = await pageOf(context, shop, importId);
          return { data: dataOf(page, { dryRun: false }), text: describe(page, "") };
        }),
      );
  return [
    new Command("contacts")
      .description("lists of contacts")
      .addCommand(bring)
      .addCommand(list)
      .addCommand(steer("resume", "go on with an import that stopped"))
      .addCommand(steer("undo", "take an import back; opt-outs stay")),
  ];
}

function orFail<T extends { ok: boolean; message?: string }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(result.message);
  return result as Extract<T, { ok: true }>;
}

async function pageOf(context: AppContext, shop: ShopRow, importId: string): Promise<ContactImportPage> {
  const page = await readContactImport(context, shop, importId);
  if (!page) throw new Error("there is no such import");
  return page;
}

async function upload(context: AppContext, { id: shopId }: ShopRow, file: string): Promise<ImportTarget> {
  const fileBytes = await stat(file).then(
    ({ size }) => size,
    (error: unknown) => {
      throw new Error(`cannot read ${file}: ${(error as Error).message}`, { cause: error });
    },
  );
  const { importId } = orFail(
    await beginUpload(context, { shopId, actor: ACTOR, fileName: path.basename(file), fileBytes }),
  );
  const handle = await open(file);
  try {
    const part = Buffer.alloc(LIST_PART_BYTES);
    for (let position = 0; ; position++) {
      const { bytesRead } = await handle.read(part, 0, part.length, position * LIST_PART_BYTES);
      if (bytesRead === 0) break;
      orFail(await takePart(context, { shopId, importId, position, bytes: part.subarray(0, bytesRead) }));
    }
  } finally {
    await handle.close();
  }
  return { shopId, importId, actor: ACTOR };
}

async function check(
  context: AppContext,
  shop: ShopRow,
  target: ImportTarget,
  { map = [], country, dates, source, words }: ImportOptions,
): Promise<void> {
  const { head } = await pageOf(context, shop, target.importId);
  if (!head) throw new Error("the list cannot be read");
  orFail(
    await planCheck(context, target, {
      columns: { ...head.columns, ...columnsOf(map, head.headings) },
      country: country?.toUpperCase() ?? head.country,
      dateOrder: dates ?? head.dateOrder,
      source: source ?? null,
      words: words ?? null,
    }),
  );
  await workHere(context, shop, target.importId);
}

function columnsOf(map: readonly string[], headings: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    map.map((pair) => {
      const [field = "", ...rest] = pair.split("=");
      const heading = rest.join("=").trim().toLowerCase();
      if (!(contactFields as readonly string[]).includes(field))
        throw new Error(`--map ${pair}: there is no field "${field}"; use one of ${contactFields.join(", ")}`);
      const at = headings.findIndex((each) => each.toLowerCase() === heading);
      if (at < 0) throw new Error(`--map ${pair}: the list has no such column; it has ${headings.join(", ")}`);
      return [field, at];
    }),
  );
}

async function confirm(
  context: AppContext,
  shop: ShopRow,
  target: ImportTarget,
  { statement, by, segment, startAutomations = false }: ImportOptions,
): Promise<void> {
  const segments = segment === undefined ? [] : await listSegmentsOf(context, shop.id);
  const segmentId = segments.find(({ name }) => name.toLowerCase() === segment?.trim().toLowerCase())?.id ?? null;
  if (segment !== undefined && segmentId === null)
    throw new Error(`no segment "${segment}"; make it with "shopbell segment create ${shop.domain} '${segment}'"`);
  const plan = {
    statement: statement ?? `The operator imports this list for ${shop.name}, whose merchant vouches for its consents.`,
    segmentId,
    startsAutomations: startAutomations,
  };
  orFail(await planImport(context, target, plan, by));
  await workHere(context, shop, target.importId);
}

const dataOf = ({ id, fileName, status, rows, counts, reasons, undone }: ContactImportPage, more: object) => ({
  id,
  fileName,
  status,
  rows,
  counts: Object.fromEntries(contactOutcomes.map((outcome) => [outcome, counts?.[outcome] ?? 0])),
  reasons,
  ...(undone && { undone }),
  ...more,
});

const describe = ({ id, fileName, status, rows, counts, reasons, undone }: ContactImportPage, would: string): string =>
  [
    would
      ? `“${fileName}” has ${rows ?? 0} rows; an import would make of them:`
      : `“${fileName}” is ${status} (${id}): ${rows ?? 0} rows`,
    ...contactOutcomes.flatMap((outcome) => (counts?.[outcome] ? [`  ${counts[outcome]} ${outcome}`] : [])),
    ...reasons.map(({ reason, rows: many }) => `    ${many} ${reason}`),
    ...(undone ? ["undone:", ...Object.entries(undone).map(([result, many]) => `  ${many} ${result}`)] : []),
  ].join("\n");
