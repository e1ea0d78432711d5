import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { unzip } from "#tests/support/unzip.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

const LIST =
  "Phone,Consent date,Source\n+12125550140,2025-05-01,Checkout\n+12125550141,,Checkout\n12,2025-05-01,Checkout\n";

describeOnDatabases("the operator's lists", (database) => {
  let house: House;
  let cwd: string;
  beforeEach(async () => {
    cwd = mkdtempSync(path.join(os.tmpdir(), "shopbell-lists-"));
    house = buildHouse(database());
    await house.open(["welcome"]);
    writeFileSync(path.join(cwd, "list.csv"), LIST);
  });
  afterEach(async () => {
    await house.close();
    rmSync(cwd, { recursive: true });
  });

  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ cwd, open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }

  test("are tried without a change, imported, and undone", async () => {
    const dry = await shopbell(
      "contacts",
      "import",
      SHOP,
      "list.csv",
      "--dry-run",
      "--left-rows",
      "left.csv",
      "--json",
    );
    expect(JSON.parse(dry.out)).toMatchObject({ dryRun: true, counts: { new: 1, no_proof: 1, invalid: 1 } });
    expect(readFileSync(path.join(cwd, "left.csv"), "utf8")).toContain("4,Not a phone number");
    expect(await house.rows(`SELECT 1 FROM "ContactImport"`)).toEqual([]);
    expect(await house.rows(`SELECT 1 FROM "Subscriber"`)).toEqual([]);

    const done = await shopbell("contacts", "import", SHOP, "list.csv", "--json");
    const { id, status } = JSON.parse(done.out) as { id: string; status: string };
    expect(status).toBe("imported");
    expect(await house.rows(`SELECT "consent"::text FROM "Subscriber" ORDER BY "address"`)).toEqual([
      { consent: "subscribed" },
      { consent: "not_subscribed" },
    ]);
    expect((await shopbell("contacts", "list", SHOP)).out).toContain("list.csv");
    expect((await shopbell("contacts", "undo", SHOP, id)).out).toContain("2 taken_back");
    expect(await house.rows(`SELECT 1 FROM "Customer"`)).toEqual([]);
  });

  test("say what is wrong with a file, a column and a segment, and leave nothing", async () => {
    expect((await shopbell("contacts", "import", SHOP, "none.csv")).err).toMatch(/^cannot read /);
    expect((await shopbell("contacts", "import", SHOP, "list.csv", "--map", "phone=Mobile")).err).toMatch(
      /the list has no such column; it has Phone, Consent date, Source/,
    );
    expect((await shopbell("contacts", "import", SHOP, "list.csv", "--segment", "VIPs")).err).toMatch(
      /^no segment "VIPs"/,
    );
    expect(await house.rows(`SELECT 1 FROM "ContactImport"`)).toEqual([]);
  });

  test("go into one archive with all that the shop has, and the subscribers come back from it", async () => {
    await shopbell("contacts", "import", SHOP, "list.csv");
    expect(await shopbell("archive", SHOP, "all.zip")).toMatchObject({ code: 0, err: "" });
    const files = await unzip(path.join(cwd, "all.zip"));
    const names = [...files.keys()];
    const contentOf = (name: string) => files.get(name) ?? "";
    for (const name of [
      "README.txt",
      "subscribers.csv",
      "consent-proofs.csv",
      "customers.csv",
      "log.csv",
      "ledger.csv",
      "messages.csv",
      "segments.json",
      "campaigns.json",
      "settings.json",
    ])
      expect(names).toContain(name);
    expect(names.some((name) => /^automations\/.*welcome.*\.json$/.test(name))).toBe(true);
    expect(contentOf("consent-proofs.csv")).toContain("Stated at the import by The operator");
    expect(contentOf("settings.json")).toContain(SHOP);
    expect(contentOf("ledger.csv").split("\n").length).toBeGreaterThan(2);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'archive.taken'`)).toEqual([
      { actor: "operator" },
    ]);
    writeFileSync(path.join(cwd, "subscribers.csv"), contentOf("subscribers.csv"));
    const back = await shopbell(
      "contacts",
      "import",
      SHOP,
      "subscribers.csv",
      "--dry-run",
      "--json",
      "--map",
      "phone=address",
      "consentAt=consentAt",
      "consentSource=source",
      "consentState=consent",
      "optedOut=suppressedAt",
    );
    expect(JSON.parse(back.out)).toMatchObject({ counts: { consenting: 1, no_proof: 1 } });
  });
});
