import { afterEach, beforeEach, expect, test } from "vitest";
import { createSender } from "#services/senders/create-sender.server.ts";
import { readSenders } from "#services/senders/read-senders.server.ts";
import { refreshRegistration, saveRegistration, submitRegistration } from "#services/senders/register-sender.server.ts";
import { releaseSender } from "#services/senders/release-sender.server.ts";
import { runTask } from "#services/operations/run-task.server.ts";
import { renewStoredTokens } from "#shell/repositories/team/session-tokens.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, testEnv, type House } from "../test-app.ts";
import { FORM } from "./registration-form.ts";
import { startTwilioStand, type TwilioStand } from "./twilio-stand.ts";

describeOnDatabases("a shop's own sender", (database) => {
  let house: House;
  let twilio: TwilioStand;
  let shopId: string;
  beforeEach(async () => {
    twilio = await startTwilioStand({ sid: testEnv.TWILIO_ACCOUNT_SID, token: testEnv.TWILIO_AUTH_TOKEN });
    house = buildHouse(database(), { env: { ...testEnv, TWILIO_API_BASE_URL: twilio.url } });
    shopId = await house.open([]);
  });
  afterEach(async () => {
    await house.close();
    await twilio.close();
  });
  const tollFree = async (): Promise<string> => {
    const made = await createSender(house.context, { shopId, actor: "test", kind: "toll_free", country: "US" });
    return made.ok ? made.id : made.message;
  };
  const sender = async () => (await readSenders(house.context, shopId)).at(-1);
  const lookAfter = () => runTask(house.context, "look-after-senders");
  const decide = (change: Record<string, unknown>) => Object.assign(twilio.verifications[0] ?? {}, change);

  test("gets an account, a number and a messaging service with the app's address", async () => {
    await tollFree();
    expect(await sender()).toMatchObject({ status: "draft", kind: "toll_free", perSecond: 3, problem: null });
    expect(twilio.numbers).toMatchObject([{ sms_url: "https://shopbell.example/twilio/inbound" }]);
    expect(twilio.services).toMatchObject([{ inbound_request_url: "https://shopbell.example/twilio/inbound" }]);
    expect(twilio.pools).toMatchObject([{ content: twilio.numbers[0]?.sid }]);
    expect((await sender())?.number).toBe(twilio.numbers[0]?.phone_number);
  });

  test("keeps its account's token encrypted", async () => {
    await tollFree();
    const [stored] = await house.rows<{ authToken: string }>(`SELECT "authToken" FROM "Sender"`);
    expect(stored?.authToken).toMatch(/^encrypted:v1:/);
    const tokens = [...twilio.accounts.values()].map(({ auth_token }) => auth_token);
    for (const token of tokens) expect(JSON.stringify(await readSenders(house.context, null))).not.toContain(token);
  });

  test("a new key of the installation encrypts its account's token again", async () => {
    await tollFree();
    const next = createSecrets("a new key", { former: ["a key for tests"] });
    expect(await renewStoredTokens(house.context.db.pool, next)).toBe(1);
    const [row] = await house.rows<{ id: string; authToken: string }>(`SELECT "id", "authToken" FROM "Sender"`);
    expect(row?.authToken.startsWith(next.newestPrefix)).toBe(true);
    expect([...twilio.accounts.values()].map(({ auth_token }) => auth_token)).toContain(
      next.decrypt(row?.authToken ?? "", row?.id ?? ""),
    );
  });

  test.for(["before", "after"] as const)("buys one number when Twilio breaks off %s any of its calls", async (when) => {
    let broken = 0;
    const seen = new Set<string>();
    twilio.fail(({ method, path }) => {
      const key = `${method} ${path.replaceAll(/(AC|MG)\w{32}/g, "*")}`;
      if (seen.has(key)) return null;
      seen.add(key);
      broken++;
      return when;
    });
    await tollFree();
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await house.pass({ minutes: 5 });
      await lookAfter();
    }
    expect(broken).toBeGreaterThan(6);
    expect(await sender()).toMatchObject({ problem: null, number: twilio.numbers[0]?.phone_number });
    expect([twilio.accounts.size, twilio.numbers.length, twilio.services.length, twilio.pools.length]).toEqual([
      2, 1, 1, 1,
    ]);
  });

  test("two processes at once make one", async () => {
    const made = await Promise.all([tollFree(), tollFree()]);
    await lookAfter();
    expect(made.filter((id) => id.includes("release it first"))).toHaveLength(1);
    expect(twilio.numbers).toHaveLength(1);
  });

  test("is registered, refused with reasons, corrected within its deadline, and approved", async () => {
    const id = await tollFree();
    expect(await submitRegistration(house.context, { shopId, senderId: id, actor: "test", form: FORM })).toEqual({
      ok: true,
    });
    expect((await sender())?.status).toBe("submitted");
    decide({ status: "IN_REVIEW" });
    await house.pass({ minutes: 20 });
    await lookAfter();
    expect((await sender())?.status).toBe("in_review");

    const editUntil = house.clock.now().add({ hours: 7 * 24 });
    decide({
      status: "TWILIO_REJECTED",
      rejection_reasons: [{ code: 30446, reason: "opt-in insufficient" }],
      edit_allowed: true,
      edit_expiration: editUntil.toString(),
    });
    await refreshRegistration(house.context, { shopId, senderId: id });
    const refused = await sender();
    expect(refused).toMatchObject({ status: "refused", refusals: [{ code: "30446", reason: "opt-in insufficient" }] });
    expect(refused?.refusals[0]?.remedy).toMatch(/picture of the form/);
    expect(refused?.editUntil?.epochMilliseconds).toBe(Math.floor(editUntil.epochMilliseconds / 1_000) * 1_000);

    const mended = { ...FORM, businessName: "Juniper and Company LLC" };
    await submitRegistration(house.context, { shopId, senderId: id, actor: "test", form: mended });
    expect(twilio.verifications).toMatchObject([{ edits: 1, business_name: "Juniper and Company LLC" }]);
    decide({ status: "TWILIO_APPROVED" });
    await house.pass({ minutes: 20 });
    await lookAfter();
    expect(await sender()).toMatchObject({ status: "approved", refusals: [], editUntil: null });
    expect(
      await house.rows(`SELECT "kind", "mailDueAt" IS NOT NULL AS "mailed" FROM "Notification" ORDER BY "createdAt"`),
    ).toEqual([
      { kind: "sender_refused", mailed: true },
      { kind: "sender_approved", mailed: true },
    ]);
  });

  test("refused and not corrected within its deadline, is registered anew", async () => {
    const id = await tollFree();
    await submitRegistration(house.context, { shopId, senderId: id, actor: "test", form: FORM });
    decide({ status: "TWILIO_REJECTED", rejection_reason: "no", edit_allowed: false });
    await refreshRegistration(house.context, { shopId, senderId: id });
    const first = twilio.verifications[0]?.sid;
    await submitRegistration(house.context, { shopId, senderId: id, actor: "test" });
    expect(twilio.verifications).toHaveLength(1);
    expect(twilio.verifications[0]?.sid).not.toBe(first);
    expect((await sender())?.status).toBe("submitted");
  });

  test.for([
    [{ businessName: "" }, "businessName"],
    [{ registrationNumber: null }, "registrationNumber"],
    [{ sampleMessage: "Your order is on its way" }, "sampleMessage"],
    [{ optInImageUrls: [] }, "optInImageUrls"],
    [{ website: "http://juniper.example" }, "website"],
    [{ contactEmail: "rosa@gmail.com" }, "contactEmail"],
  ] as const)("a form with %j names the field and is not sent", async ([change, field]) => {
    const id = await tollFree();
    const result = await submitRegistration(house.context, {
      shopId,
      senderId: id,
      actor: "test",
      form: { ...FORM, ...change },
    });
    expect(result).toMatchObject({ ok: false, reason: "invalid", problems: [{ path: field }] });
    expect(twilio.verifications).toEqual([]);
  });

  test("keeps a form that is not complete, until the carriers have it", async () => {
    const id = await tollFree();
    const act = { shopId, senderId: id, actor: "test" };
    await saveRegistration(house.context, { ...act, form: { businessName: "Juniper" } });
    await saveRegistration(house.context, { ...act, form: { city: "New York" } });
    expect((await sender())?.registration).toEqual({ businessName: "Juniper", city: "New York" });
    await submitRegistration(house.context, { ...act, form: FORM });
    expect((await saveRegistration(house.context, { ...act, form: { city: "Boston" } })).ok).toBe(false);
  });

  test("says in plain words what Twilio refuses", async () => {
    twilio.fail(({ method, path }) =>
      method === "POST" && path === "/2010-04-01/Accounts.json"
        ? { status: 400, body: { code: 21480, message: "Maximum number of subaccounts" } }
        : null,
    );
    await tollFree();
    expect((await sender())?.problem).toMatch(/as many subaccounts as Twilio allows/);
  });

  test("with a name, is ready at once", async () => {
    const made = await createSender(house.context, {
      shopId,
      actor: "test",
      kind: "alphanumeric",
      country: "GB",
      senderName: "Juniper",
    });
    expect(made.ok).toBe(true);
    expect(await sender()).toMatchObject({ status: "approved", number: "Juniper" });
    expect(twilio.numbers).toEqual([]);
    expect(twilio.pools).toMatchObject([{ content: "Juniper" }]);
  });

  test("brought along, is moved from the parent account", async () => {
    const parent = testEnv.TWILIO_ACCOUNT_SID;
    twilio.numbers.push({ sid: `PN${"9".repeat(32)}`, account: parent, phone_number: "+12125550177" });
    await createSender(house.context, {
      shopId,
      actor: "test",
      kind: "long_code",
      country: "US",
      broughtNumber: "+12125550177",
      approvedBefore: true,
    });
    expect(await sender()).toMatchObject({ status: "approved", number: "+12125550177", perSecond: 1 });
    expect(twilio.numbers[0]?.account).toBe((await sender())?.accountSid);
  });

  test("released, gives its number and its account back, and is released once", async () => {
    const id = await tollFree();
    expect(await releaseSender(house.context, { shopId, senderId: id, actor: "test" })).toEqual({ ok: true });
    expect(twilio.numbers).toEqual([]);
    expect([...twilio.accounts.values()].at(-1)?.status).toBe("closed");
    expect((await releaseSender(house.context, { shopId, senderId: id, actor: "test" })).ok).toBe(false);
    expect(await house.rows(`SELECT "optOutScope" FROM "Shop"`)).toEqual([{ optOutScope: "shared" }]);
    await tollFree();
    expect(await sender()).toMatchObject({ status: "draft", number: twilio.numbers[0]?.phone_number });
  });

  test("is suspended when the shop uninstalls the app, and resumed when it is back", async () => {
    await tollFree();
    await house.tell("app/uninstalled", "{}");
    await lookAfter();
    expect((await sender())?.status).toBe("suspended");
    expect([...twilio.accounts.values()].at(-1)?.status).toBe("suspended");
    await house.pass({ minutes: 1 });
    await house.open([], { credits: 0 });
    await lookAfter();
    expect((await sender())?.status).toBe("draft");
    expect([...twilio.accounts.values()].at(-1)?.status).toBe("active");
  });

  test("of an erased shop leaves an account that is closed", async () => {
    await tollFree();
    await house.tell("app/uninstalled", "{}");
    await house.pass({ days: 3 });
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT 1 FROM "Shop"`)).toEqual([]);
    await lookAfter();
    expect([...twilio.accounts.values()].at(-1)?.status).toBe("closed");
    expect(await house.rows(`SELECT 1 FROM "ClosingAccount"`)).toEqual([]);
  });

  test("follows a token that was renewed at Twilio", async () => {
    await tollFree();
    const account = [...twilio.accounts.values()].at(-1);
    if (account) account.auth_token = "renewed";
    await house.pass({ hours: 25 });
    await lookAfter();
    await house.pass({ minutes: 10 });
    await lookAfter();
    expect((await sender())?.problem).toBeNull();
    const [row] = await house.rows<{ id: string; authToken: string }>(`SELECT "id", "authToken" FROM "Sender"`);
    expect(house.context.secrets.decrypt(row?.authToken ?? "", row?.id ?? "")).toBe("renewed");
  });
});
