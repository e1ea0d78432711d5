import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import { changeRole, readTeam } from "#services/team/manage-staff.server.ts";
import { upsertStaff } from "#services/team/parts/upsert-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("what holds for the whole shop", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
  });
  afterEach(() => house.close());

  const shop = () => ensureShop(house.context, SHOP);
  const settings = async () => readSettings((await shop()).settings);
  const save = (changes: object) => saveSettings(house.context, { shopId, actor: "staff:1", changes });
  const audit = () => house.rows(`SELECT "actor", "action", "before", "after" FROM "AuditEvent" ORDER BY "id"`);

  test("is changed field by field, with a trail of what was before", async () => {
    expect(await save({ senderName: "Juniper & Co", attributionDays: 7 })).toMatchObject({ ok: true });
    expect(await settings()).toMatchObject({ senderName: "Juniper & Co", attributionDays: 7, retentionDays: 365 });
    expect(nameInTexts(await shop())).toBe("Juniper & Co");
    expect(await audit()).toEqual([
      {
        actor: "staff:1",
        action: "settings.changed",
        before: { senderName: null, attributionDays: 5 },
        after: { senderName: "Juniper & Co", attributionDays: 7 },
      },
    ]);
  });

  test("what two people change at once is both kept", async () => {
    await Promise.all([save({ doubleOptIn: true }), save({ transactionalAtNight: false })]);
    expect(await settings()).toMatchObject({ doubleOptIn: true, transactionalAtNight: false });
  });

  test("is changed whole or not at all, each wrong field named in words", async () => {
    const answer = await save({
      senderName: "Fine",
      retentionDays: "a while",
      quietHours: { opens: 20, closes: 9 },
      testPhone: "12",
    });
    expect(answer).toMatchObject({ ok: false, reason: "invalid" });
    expect(!answer.ok && answer.problems).toEqual(
      [
        { path: "quietHours.closes", message: "must close after it opens" },
        {
          path: "testPhone",
          message: "is no phone number; write it with its country's prefix, such as +1 212 555 0123",
        },
        { path: "retentionDays", message: "must be a whole number" },
      ].map((problem) => expect.objectContaining(problem) as unknown),
    );
    expect(await settings()).toMatchObject({ senderName: null });
    expect(await audit()).toEqual([]);
  });

  test("a number may be written in any way, and an empty field is nothing", async () => {
    await save({ testPhone: " +1 (212) 555-0123 " });
    expect(await settings()).toMatchObject({ testPhone: "+12125550123" });
    await save({ testPhone: "", teamEmail: "  " });
    expect(await settings()).toMatchObject({ testPhone: null, teamEmail: null });
  });

  test("a consent text has a version of its own each time it changes, and keeps it while it does not", async () => {
    const versions = [];
    for (const text of [DEFAULT_DISCLOSURE, `${DEFAULT_DISCLOSURE} `, `${DEFAULT_DISCLOSURE} Thank you.`]) {
      await save({ disclosure: { text } });
      versions.push((await settings()).disclosure?.version);
    }
    expect(versions).toEqual(["2026-03-02", "2026-03-02", "2026-03-02b"]);
  });

  test("saving what is there already leaves no trail", async () => {
    await save({ attributionDays: 5 });
    expect(await audit()).toEqual([]);
  });

  const meet = async (userId: string, isOwner = false) =>
    upsertStaff(house.context, await shop(), { userId, name: `Staff ${userId}`, email: null, isOwner });

  test("who opens the app for the first time has the role that the shop gives to new ones", async () => {
    expect([await meet("1", true), await meet("2")]).toEqual(["owner", "viewer"]);
    await save({ staffRole: "support" });
    expect([await meet("2"), await meet("3")]).toEqual(["viewer", "support"]);
  });

  test("a role is given by name, and the owner's is not to be taken", async () => {
    await meet("1", true);
    await meet("2");
    const give = (userId: string) => changeRole(house.context, { shopId, actor: "staff:1", userId, role: "support" });
    expect([await give("2"), await give("1"), await give("9")]).toMatchObject([
      { ok: true },
      { ok: false, reason: "held" },
      { ok: false, reason: "not_found" },
    ]);
    expect(await meet("2")).toBe("support");
    expect((await readTeam(house.context, await shop())).staff.map(({ userId, role }) => [userId, role])).toEqual([
      ["1", "owner"],
      ["2", "support"],
    ]);
    expect(await audit()).toMatchObject([
      { action: "staff.role_changed", before: { role: "viewer" }, after: { role: "support" } },
    ]);
  });

  test("a store that changes hands has one owner, whom Shopify names", async () => {
    await meet("1", true);
    await meet("2");
    expect([await meet("1"), await meet("2", true)]).toEqual(["viewer", "owner"]);
  });
});
