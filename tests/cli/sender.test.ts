import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../bin/cli/cli.ts";
import { FORM } from "../services/senders/registration-form.ts";
import { startTwilioStand, type TwilioStand } from "../services/senders/twilio-stand.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";

describeOnDatabases("the operator's senders", (database) => {
  let house: House;
  let twilio: TwilioStand;
  let cwd: string;
  beforeEach(async () => {
    cwd = mkdtempSync(path.join(os.tmpdir(), "shopbell-sender-"));
    twilio = await startTwilioStand({ sid: testEnv.TWILIO_ACCOUNT_SID, token: testEnv.TWILIO_AUTH_TOKEN });
    house = buildHouse(database(), { env: { ...testEnv, TWILIO_API_BASE_URL: twilio.url } });
    await house.open([]);
  });
  afterEach(async () => {
    await house.close();
    await twilio.close();
    rmSync(cwd, { recursive: true });
  });

  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ cwd, open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }
  const fileOf = (content: unknown): string => {
    writeFileSync(path.join(cwd, "form.json"), JSON.stringify(content));
    return "form.json";
  };

  test("registers, shows, lists and releases one", async () => {
    const made = await shopbell("sender", "register", SHOP, "--form", fileOf(FORM));
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toMatch(/^\+18885550\d+ \(toll_free\): submitted, 3 a second\n$/);
    Object.assign(twilio.verifications[0] ?? {}, { status: "TWILIO_APPROVED" });
    expect((await shopbell("sender", "show", SHOP)).out).toMatch(/approved/);
    const [listed] = JSON.parse((await shopbell("sender", "list", SHOP, "--json")).out) as Record<string, unknown>[];
    expect(listed).toMatchObject({ shop: SHOP, status: "approved" });
    expect(listed).not.toHaveProperty("authToken");
    expect((await shopbell("sender", "release", SHOP)).code).toBe(0);
    expect(twilio.numbers).toEqual([]);
    expect((await shopbell("sender", "show", SHOP)).err).toMatch(/uses the installation's/);
  });

  test("is not registered with placeholders in the place of Twilio's credentials", async () => {
    house.context.env = { ...house.context.env, TWILIO_ACCOUNT_SID: "AC" };
    const answer = await shopbell("sender", "register", SHOP);
    expect(answer).toMatchObject({ code: 1, out: "" });
    expect(answer.err).toMatch(/^set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN/);
    expect(twilio.calls).toEqual([]);
  });

  test("says what a refusal means, and sends the corrected form", async () => {
    await shopbell("sender", "register", SHOP, "--form", fileOf(FORM));
    Object.assign(twilio.verifications[0] ?? {}, {
      status: "TWILIO_REJECTED",
      rejection_reasons: [{ code: 30445, reason: "invalid information" }],
      edit_allowed: true,
      edit_expiration: house.clock.now().add({ hours: 168 }).toString(),
    });
    expect((await shopbell("sender", "show", SHOP)).out).toMatch(
      /refused \(30445\): A fact about the business is wrong[\s\S]*correct it before 2026-03-09/,
    );
    await shopbell("sender", "register", SHOP, "--form", fileOf({ ...FORM, businessName: "Juniper LLC" }));
    expect(twilio.verifications).toMatchObject([{ edits: 1, business_name: "Juniper LLC" }]);
  });

  test.for([
    [["register", "larch.myshopify.com"], 1, /no shop/],
    [["register", SHOP, "--kind", "pigeon"], 2, /Allowed choices/],
    [["register", SHOP, "--country", "DE"], 1, /country must be US or CA/],
    [["register", SHOP, "--rate", "0"], 2, /from 1 to 1000/],
    [["register", SHOP, "--form", "none.json"], 1, /cannot read none\.json/],
    [["release", SHOP], 1, /has no such sender/],
  ] as const)("%j is refused with the remedy", async ([args, code, why]) => {
    const answer = await shopbell("sender", ...args);
    expect(answer.code).toBe(code);
    expect(answer.err).toMatch(why);
  });
});
