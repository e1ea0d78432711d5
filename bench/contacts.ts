import { LIST_PART_BYTES } from "#core/customers/contact-import/plan.ts";
import { planCheck, planImport, workHere } from "#services/customers/change-contact-import.server.ts";
import { readContactImport } from "#services/customers/read-contact-imports.server.ts";
import { beginUpload, takePart } from "#services/customers/upload-contacts.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { buildHouse, SHOP } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { printRow } from "./table.ts";

const ACTOR = "bench";
/** Rows a second, at least. */
const CHECKED_A_SECOND = 2_000;
const IMPORTED_A_SECOND = 1_000;

/** Uploads a list of contacts, checks each row, and imports them as subscribers. */
export async function benchContacts(database: TestDatabase, rows: number): Promise<void> {
  const house = buildHouse(database);
  const shopId = await house.open([]);
  await house.rows(`UPDATE "Shop" SET "countryCode" = 'US' WHERE "id" = $1`, [shopId]);
  const shop = await findShop(database.pool, SHOP);
  if (!shop) throw new Error("the shop is not there");
  const list = Buffer.from(
    ["Phone,First Name,Email,Opt-in date,Source"]
      .concat(
        Array.from(
          { length: rows },
          (_, at) => `+1${2_122_000_000 + at},Eva ${at},eva${at}@example.com,2024-05-01,Pop-up form`,
        ),
      )
      .join("\r\n"),
  );
  const begun = await beginUpload(house.context, {
    shopId,
    actor: ACTOR,
    fileName: "list.csv",
    fileBytes: list.length,
  });
  if (!begun.ok) throw new Error(begun.message);
  const { importId } = begun;
  for (let position = 0; position * LIST_PART_BYTES < list.length; position++) {
    const bytes = list.subarray(position * LIST_PART_BYTES, (position + 1) * LIST_PART_BYTES);
    const taken = await takePart(house.context, { shopId, importId, position, bytes });
    if (!taken.ok) throw new Error(taken.message);
  }
  const target = { shopId, importId, actor: ACTOR };
  const read = async () => (await readContactImport(house.context, shop, importId))?.head;
  const head = await read();
  if (!head) throw new Error("the list has no head");
  const timed = async (what: string, aSecond: number, begin: () => Promise<{ ok: boolean }>) => {
    if (!(await begin()).ok) throw new Error(`${what}: refused`);
    const began = performance.now();
    await workHere(house.context, shop, importId);
    printRow({
      path: `a list of ${rows.toLocaleString("en")} contacts ${what}`,
      ours: (performance.now() - began) / 1_000,
      floor: null,
      unit: "s",
      must: { most: Math.max(1, rows / aSecond) },
    });
  };
  const { columns, country, dateOrder } = head;
  await timed("checked", CHECKED_A_SECOND, () =>
    planCheck(house.context, target, { columns, country, dateOrder, source: null, words: null }),
  );
  const plan = { statement: "They ticked the box of our pop-up form.", segmentId: null, startsAutomations: false };
  await timed("imported", IMPORTED_A_SECOND, () => planImport(house.context, target, plan, "Rosa Vale"));
  const [{ n } = { n: 0 }] = await house.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM "Subscriber" WHERE "channel" = 'sms' AND "consent" = 'subscribed'`,
  );
  if (n !== rows) throw new Error(`${n} of ${rows} subscribed`);
  process.stdout.write(`memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB\n`);
  await house.close();
}
