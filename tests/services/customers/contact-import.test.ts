import { beforeEach, afterEach, expect, test } from "vitest";
import type { ImportPlan } from "#core/customers/contact-import/plan.ts";
import {
  planCheck,
  planImport,
  planUndo,
  startWork,
  workHere,
} from "#services/customers/change-contact-import.server.ts";
import { writeLeftRows } from "#services/customers/left-rows-file.server.ts";
import { readContactImport } from "#services/customers/read-contact-imports.server.ts";
import { beginUpload, takePart } from "#services/customers/upload-contacts.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { runBackgroundJobs } from "#services/operations/run-background-jobs.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { findShops, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "#tests/services/test-app.ts";

const HEADINGS = "Phone,First Name,Email,Opt-in date,Source,Wording,Unsubscribed";
const LIST = [
  HEADINGS,
  "(212) 555-0140,Mia,mia@example.com,2024-05-01 10:00:00,Pop-up form,I agree to texts about carts,",
  "+12125550141,Noa,,2024-05-02,,,",
  "+12125550142,Sun,,,Checkout,,",
  "12,Bad,,2024-05-02,Checkout,,",
  "212-555-0140,Mia again,,2024-05-03,Checkout,,",
  "+12125550143,Out,,2024-05-03,Checkout,,2024-06-01",
  "+12125550144,Future,,2027-05-03,Checkout,,",
].join("\r\n");

const PLAN: ImportPlan = {
  statement: "They ticked the box of our pop-up form in 2024.",
  segmentId: null,
  startsAutomations: false,
};

describeOnDatabases("a list of contacts", (database) => {
  let house: House;
  let shop: ShopRow;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    await house.rows(`UPDATE "Shop" SET "countryCode" = 'US' WHERE "id" = $1`, [shopId]);
    const [found] = await findShops(house.context.db.pool, [shopId]);
    if (!found) throw new Error("no shop");
    shop = found;
  });
  afterEach(() => house.close());

  const target = (importId: string) => ({ shopId, importId, actor: "staff:1" });
  const page = async (id: string) => {
    const found = await readContactImport(house.context, shop, id);
    if (!found) throw new Error("no import");
    return found;
  };
  async function upload(text: string, partBytes = 100_000): Promise<string> {
    const bytes = Buffer.from(text);
    const begun = await beginUpload(house.context, {
      shopId,
      actor: "staff:1",
      fileName: "list.csv",
      fileBytes: bytes.length,
    });
    if (!begun.ok) throw new Error(begun.message);
    for (let position = 0; position * partBytes < bytes.length; position++) {
      const part = bytes.subarray(position * partBytes, (position + 1) * partBytes);
      const taken = await takePart(house.context, { shopId, importId: begun.importId, position, bytes: part });
      if (!taken.ok) throw new Error(taken.message);
    }
    return begun.importId;
  }
  async function check(text: string, partBytes?: number): Promise<string> {
    const id = await upload(text, partBytes);
    const { head } = await page(id);
    if (!head) throw new Error("no head");
    const { columns, country, dateOrder } = head;
    expect(
      await planCheck(house.context, target(id), { columns, country, dateOrder, source: null, words: null }),
    ).toEqual({ ok: true });
    await workHere(house.context, shop, id);
    return id;
  }
  async function bring(text: string, plan: Partial<ImportPlan> = {}): Promise<string> {
    const id = await check(text);
    expect(await planImport(house.context, target(id), { ...PLAN, ...plan }, "Rosa Vale")).toEqual({ ok: true });
    await workHere(house.context, shop, id);
    return id;
  }
  const consentOf = async (address: string) => {
    const [row] = await house.rows<{ consent: string; suppressed: boolean; level: string | null }>(
      `SELECT "consent", "suppressedAt" IS NOT NULL AS "suppressed", "level" FROM "Subscriber" WHERE "shopId" = $1
        AND "address" = $2`,
      [shopId, address],
    );
    return row ?? null;
  };
  const everything = () =>
    house.rows(
      `
        SELECT (SELECT json_agg(to_jsonb(c) ORDER BY c."id") FROM "Customer" c) AS customers,
          (SELECT json_agg(to_jsonb(s) ORDER BY s."id") FROM "Subscriber" s) AS subscribers,
          (SELECT json_agg(to_jsonb(e) ORDER BY e."id") FROM "ConsentEvent" e) AS proofs`,
    );

  test("is checked without a change: each row has its outcome, bad ones their reason", async () => {
    const before = await everything();
    // Parts that end within a character and within a row.
    const id = await check(LIST.replace("Noa", "Noé"), 61);
    const { status, rows, counts, reasons } = await page(id);
    expect({ status, rows, counts }).toEqual({
      status: "checked",
      rows: 7,
      counts: { new: 1, no_proof: 3, opt_out: 1, duplicate: 1, invalid: 1 },
    });
    expect(reasons).toEqual(
      expect.arrayContaining([
        { reason: "invalid_phone", rows: 1 },
        { reason: "no_source", rows: 1 },
        { reason: "no_date", rows: 1 },
        { reason: "future_date", rows: 1 },
      ]),
    );
    expect(await everything()).toEqual(before);
    let file = "";
    for await (const part of writeLeftRows(house.context, id)) file += part;
    expect(file).toContain("5,Not a phone number");
    expect(file).toContain("6,The same number stands in row 2");
    expect(file).toContain("Noé");
  });

  test("gives consent with its proof alone, and stops those who opted out", async () => {
    await bring(LIST);
    expect(await consentOf("+12125550140")).toMatchObject({ consent: "subscribed", level: "single_opt_in" });
    expect(await consentOf("+12125550141")).toMatchObject({ consent: "not_subscribed" });
    expect(await consentOf("+12125550143")).toMatchObject({ consent: "unsubscribed", suppressed: true });
    const [proof] = await house.rows<{ words: string; source: string; occurredAt: unknown }>(
      `SELECT "words", "source", "occurredAt", "wordsVersion" FROM "ConsentEvent" WHERE "address" = '+12125550140'`,
    );
    expect(proof?.words).toBe(
      "I agree to texts about carts\nSource: Pop-up form.\n" +
        "Stated at the import by Rosa Vale at 2026-03-02T15:00:00Z: “They ticked the box of our pop-up form in 2024.”",
    );
    expect(proof?.occurredAt?.toString()).toBe("2024-05-01T14:00:00Z");
    const [mia] = await house.rows(`SELECT "firstName", "email" FROM "Customer" WHERE "phone" = '+12125550140'`);
    expect(mia).toEqual({ firstName: "Mia", email: "mia@example.com" });
    expect(await house.rows(`SELECT * FROM "StoreEvent"`)).toEqual([]);
  });

  test("imported again changes nothing", async () => {
    await bring(LIST);
    const before = await everything();
    const id = await bring(LIST);
    expect((await page(id)).counts).toMatchObject({ consenting: 1, no_proof: 3, opt_out: 1 });
    expect(await everything()).toEqual(before);
  });

  test("never revives who said stop here, whatever its dates say", async () => {
    await house.tell("customers_marketing_consent/update", consentBody());
    await receiveMessage(house.context, {
      providerId: "SM-stop",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    const before = await consentOf(ADAS_PHONE);
    const id = await bring(`${HEADINGS}\n${ADAS_PHONE},Ada,,2026-03-01,Checkout,,`);
    expect((await page(id)).counts).toEqual({ opted_out: 1 });
    expect(await consentOf(ADAS_PHONE)).toEqual(before);
  });

  test("of one number follows an opt-out in any row", async () => {
    await bring(`${HEADINGS}\n+12125550140,A,,2024-05-01,Form,,\n+12125550140,A,,2024-05-01,Form,,yes`);
    expect(await consentOf("+12125550140")).toMatchObject({ consent: "unsubscribed", suppressed: true });
    expect(await house.rows(`SELECT 1 FROM "ConsentEvent" WHERE "state" = 'subscribed'`)).toEqual([]);
  });

  const many = (count: number) =>
    [
      HEADINGS,
      ...Array.from({ length: count }, (_, at) => `+1212555${String(1000 + at)},N${at},,2024-05-01,Form,,`),
    ].join("\n");

  test("goes on after a worker was killed in the middle, and does no row twice", async () => {
    const id = await check(many(700));
    await planImport(house.context, target(id), PLAN, "Rosa Vale");
    await startWork(house.context, target(id));
    // The worker dies at its second batch; its lease lapses.
    let batches = 0;
    const dying = {
      ...house.context,
      newId: (at: Parameters<typeof house.context.newId>[0]) => {
        if (batches++ > 1_200) throw new Error("the process is killed");
        return house.context.newId(at);
      },
    };
    await workHere(dying, shop, id).catch(() => {});
    const [half] = await house.rows<{ cursor: number; status: string }>(
      `SELECT "cursor", "status" FROM "ContactImport"`,
    );
    expect(half).toMatchObject({ status: "importing" });
    expect(half?.cursor).toBeGreaterThan(1);
    expect(half?.cursor).toBeLessThan(700);
    await runBackgroundJobs(house.context);
    expect((await page(id)).status).toBe("imported");
    expect(
      await house.rows(`SELECT count(*)::int AS n, count(DISTINCT "address")::int AS d FROM "ConsentEvent"`),
    ).toEqual([{ n: 700, d: 700 }]);
  });

  test("worked on by two workers at once does no row twice", async () => {
    const id = await check(many(600));
    await planImport(house.context, target(id), PLAN, "Rosa Vale");
    await Promise.all([workHere(house.context, shop, id), workHere(house.context, shop, id)]);
    expect((await page(id)).status).toBe("imported");
    expect(
      await house.rows(`SELECT count(*)::int AS n, count(DISTINCT "address")::int AS d FROM "ConsentEvent"`),
    ).toEqual([{ n: 600, d: 600 }]);
  });

  test("is undone: consents and contacts go, opt-outs and what changed since stay", async () => {
    const made = await createSegment(house.context, { shopId, actor: "test" }, { kind: "static", name: "Old list" });
    if (!made.ok) throw new Error(made.message);
    const id = await bring(`${LIST}\n+12125550150,Ivy,,2024-05-01,Form,,`, { segmentId: made.id });
    expect(await house.rows(`SELECT 1 FROM "SegmentMember"`)).toHaveLength(6);
    await receiveMessage(house.context, {
      providerId: "SM-ivy",
      from: "+12125550150",
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    expect(await planUndo(house.context, target(id))).toEqual({ ok: true });
    await workHere(house.context, shop, id);
    const { status, undone } = await page(id);
    expect({ status, undone }).toEqual({ status: "undone", undone: { taken_back: 4, kept_opt_out: 2 } });
    expect(await consentOf("+12125550140")).toBeNull();
    expect(await consentOf("+12125550143")).toMatchObject({ consent: "unsubscribed", suppressed: true });
    expect(await consentOf("+12125550150")).toMatchObject({ consent: "unsubscribed" });
    expect(await house.rows(`SELECT 1 FROM "SegmentMember"`)).toEqual([]);
    // The proofs stay, and the same list can be imported again.
    expect(
      await house.rows(`SELECT "state" FROM "ConsentEvent" WHERE "address" = '+12125550140' ORDER BY "id"`),
    ).toEqual([{ state: "subscribed" }, { state: "not_subscribed" }]);
    const again = await bring(LIST);
    expect((await page(again)).counts).toMatchObject({ new: 1 });
    expect(await consentOf("+12125550140")).toMatchObject({ consent: "subscribed" });
  });

  test("gives a known customer's number back its state, and can give it consent again", async () => {
    await house.rows(
      `INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "createdAt")
        VALUES (gen_random_uuid(), $1, 'sms', '+12125550160', $2, now())`,
      [shopId, house.context.secrets.hashAddress("+12125550160")],
    );
    const list = `${HEADINGS}\n+12125550160,Zoe,,2024-05-01,Form,,`;
    const id = await bring(list);
    expect((await page(id)).counts).toEqual({ known: 1 });
    await planUndo(house.context, target(id));
    await workHere(house.context, shop, id);
    await bring(list);
    expect(await consentOf("+12125550160")).toMatchObject({ consent: "subscribed" });
  });

  test("starts automations only when asked, for all of its numbers: it is no flood of sign-ups", async () => {
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "consent_granted" },
      steps: [{ id: "hi", type: "send_sms", config: { body: "Welcome" } }],
    });
    await bring(many(150));
    await house.pass({ minutes: 1 });
    expect(house.texts).toEqual([]);
    await house.rows(
      `UPDATE "Shop" SET "settings" = "settings" || '{"newNumbers": {"perBlock": 100, "perCountry": 1000}}'`,
    );
    await bring(
      [
        HEADINGS,
        ...Array.from({ length: 150 }, (_, at) => `+1212556${String(1000 + at)},N${at},,2024-05-01,Form,,`),
      ].join("\n"),
      { startsAutomations: true },
    );
    await house.pass({ minutes: 1 });
    expect(await house.rows(`SELECT count(*)::int AS n FROM "AutomationSequence"`)).toEqual([{ n: 150 }]);
    expect(
      await house.rows(`SELECT DISTINCT "reason" FROM "AutomationLog" WHERE "status" = 'skipped'`),
    ).not.toContainEqual({ reason: "sms_pumping" });
  });
});
