import { createHmac, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import twilio from "twilio";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TwilioMessage } from "#sandbox/twilio/message.ts";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { sdk } from "#tests/sandbox/twilio/sdk.ts";
import { FORM } from "#tests/services/senders/registration-form.ts";
import { startSandbox, type Sandbox } from "#tests/support/sandbox.ts";

const OURS = "sandbox.myshopify.com";
const THEIRS = "larch.myshopify.com";
const NAMED = "birch.myshopify.com";
const EVE = "+12125550177";
const LIZ = "+447400123456";
const PARENT = { sid: `AC${"0".repeat(32)}`, token: "sandbox-token" };
const SECRET = "sandbox-secret";

let sandbox: Sandbox;
let orders = 0;

/** What a command of the operator's tool prints. @throws where it fails */
async function tool<T>(...args: string[]): Promise<T> {
  const { code, out, err } = await sandbox.cli(...args, "--json");
  if (code !== 0) throw new Error(`${args.join(" ")}: ${err}`);
  return JSON.parse(out) as T;
}

interface ListedSender {
  status: string;
  number: string;
  accountSid: string;
  refusals: { code: string; remedy: string }[];
}
const senderOf = (shop: string) => tool<ListedSender>("sender", "show", shop);

async function register(shop: string, form: object = FORM): Promise<void> {
  const file = path.join(sandbox.dataDir, "form.json");
  writeFileSync(file, JSON.stringify(form));
  await tool("sender", "register", shop, "--form", file);
}

/** Delivers an event as Shopify does. */
async function deliver(shop: string, topic: string, body: string): Promise<void> {
  const answer = await fetch(`${sandbox.url}/webhooks`, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": shop,
      "X-Shopify-API-Version": "2026-10",
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Event-Id": randomUUID(),
      "X-Shopify-Triggered-At": await now(),
      "X-Shopify-Hmac-Sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  });
  expect(answer.status).toBe(200);
}

/** An order of Eve's; resolves once the app has lived through it. */
async function order(shop: string): Promise<void> {
  orders += 1;
  const body = orderBody({
    order: String(9_000_000_000_000_000 + orders),
    id: `70000001${orders}`,
    phone: EVE,
    token: `c-${orders}`,
  });
  await deliver(shop, "orders/create", body);
  await sandbox.api("clock", { hours: 1 });
}

const now = async () => ((await sandbox.api("clock", { hours: 0 })) as { now: string }).now;

const texts = async (): Promise<TwilioMessage[]> =>
  (await (await fetch(`${sandbox.url}/sandbox/api/twilio/messages`)).json()) as TwilioMessage[];
/** The senders that texts about orders came to Eve from, since the given text. */
const sendersSince = async (count: number) =>
  (await texts())
    .slice(count)
    .filter(({ to, direction }) => to === EVE && direction === "outbound-api")
    .map(({ from }) => from);

const verificationOf = async (accountSid: string): Promise<string> => {
  const answer = await fetch(`${sandbox.url}/sandbox/api/twilio/senders`);
  const { accounts } = (await answer.json()) as { accounts: { sid: string; verifications: { sid: string }[] }[] };
  const [found] = accounts.find(({ sid }) => sid === accountSid)?.verifications ?? [];
  if (!found) throw new Error(`the account ${accountSid} has submitted nothing`);
  return found.sid;
};
const decide = (sid: string, decision: string, body: object = {}) =>
  sandbox.api(`twilio/verifications/${sid}/${decision}`, body);

/** Twilio's request to the app, signed with a token. */
function call(address: string, form: Record<string, string>, token: string): Promise<Response> {
  return fetch(address, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { "X-Twilio-Signature": twilio.getExpectedTwilioSignature(token, address, form) },
  });
}
const tokenOf = async (accountSid: string): Promise<string> => {
  const parent = sdk(`${sandbox.url}/sandbox/twilio`, PARENT.sid, PARENT.token);
  const account = (await parent.api.v2010.accounts.list()).find(({ sid }) => sid === accountSid);
  if (!account) throw new Error(`Twilio knows no account ${accountSid}`);
  return account.authToken;
};

async function setHold(on: boolean): Promise<void> {
  const token = mintSessionToken({ apiKey: "sandbox-key", apiSecret: SECRET, shopDomain: OURS });
  const answer = await fetch(`${sandbox.url}/app/settings/sender?_data=routes%2Fapp.settings.%24section`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
      Authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ holdTransactionalUntilApproved: on }),
  });
  expect(answer.status).toBe(200);
}

interface Explained {
  texts: { reason: string | null; checks: { guard: string; answer: string; saw: Record<string, unknown> }[] }[];
}

/** Two shops of one installation, with the app, Twilio's stand-in and the operator's tool as they run in the sandbox. */
beforeAll(async () => {
  sandbox = await startSandbox();
  await tool("shop", "install", THEIRS, "--credits", "100");
  await tool("automation", "activate", THEIRS, "order-confirmation");
});
afterAll(() => sandbox.stop());

test("each shop gets an account and a number of its own", async () => {
  await register(OURS);
  await register(THEIRS);
  const [ours, theirs] = [await senderOf(OURS), await senderOf(THEIRS)];
  expect([ours.status, theirs.status]).toEqual(["submitted", "submitted"]);
  expect(ours.accountSid).not.toBe(theirs.accountSid);
  expect(ours.number).not.toBe(theirs.number);
});

test("a text to the United States before approval is skipped, and explain says why", async () => {
  const before = (await texts()).length;
  await order(THEIRS);
  expect(await sendersSince(before)).toEqual([]);
  const told = await tool<Explained>("explain", THEIRS, EVE);
  expect(JSON.stringify(told)).toContain('"sender_not_approved"');
  expect(JSON.stringify(told)).toContain('"not_approved"');
});

test("or held, where the shop's settings say so, and sent on approval", async () => {
  const before = (await texts()).length;
  await setHold(true);
  await order(OURS);
  await sandbox.api("clock", { hours: 1 });
  expect(await sendersSince(before)).toEqual([]);
  expect(JSON.stringify(await tool<Explained>("explain", OURS, EVE))).toContain('"sender_not_approved"');
  const { accountSid, number } = await senderOf(OURS);
  await decide(await verificationOf(accountSid), "approve");
  expect((await senderOf(OURS)).status).toBe("approved");
  await sandbox.api("clock", { hours: 1 });
  expect(await sendersSince(before)).toEqual([number]);
});

test("a refused registration is corrected, and approved", async () => {
  const { accountSid, number } = await senderOf(THEIRS);
  const sid = await verificationOf(accountSid);
  await decide(sid, "refuse", { code: 30_446 });
  expect(await senderOf(THEIRS)).toMatchObject({
    status: "refused",
    refusals: [{ code: "30446", remedy: expect.stringContaining("how customers agree") as string }],
  });
  await register(THEIRS, { ...FORM, optInImageUrls: ["https://juniper.example/checkout.png"] });
  expect((await senderOf(THEIRS)).status).toBe("submitted");
  // It is the same registration: it keeps its place.
  expect(await verificationOf(accountSid)).toBe(sid);
  await decide(sid, "approve");
  expect((await senderOf(THEIRS)).status).toBe("approved");
  const before = (await texts()).length;
  await order(THEIRS);
  expect(await sendersSince(before)).toEqual([number]);
});

test("STOP to one leaves the other", async () => {
  const [ours, theirs] = [await senderOf(OURS), await senderOf(THEIRS)];
  await sandbox.api("phone/receive", { from: EVE, to: ours.number, body: "STOP" });
  const before = (await texts()).length;
  await order(OURS);
  await order(THEIRS);
  expect(await sendersSince(before)).toEqual([theirs.number]);
  expect(JSON.stringify(await tool<Explained>("explain", OURS, EVE))).toContain('"opted_out"');
  // Twilio has blocked the one sender too, and not the other.
  const parent = sdk(`${sandbox.url}/sandbox/twilio`, PARENT.sid, PARENT.token);
  const send = ({ accountSid, number }: ListedSender) =>
    parent.api.v2010.accounts(accountSid).messages.create({ to: EVE, from: number, body: "By hand" });
  await expect(send(ours)).rejects.toMatchObject({ code: 21610 });
  await send(theirs);
});

test("a request that another account's token signed is refused", async () => {
  const [ours, theirs] = [await senderOf(OURS), await senderOf(THEIRS)];
  const theirText = (await texts()).findLast(({ from, statusCallback }) => from === theirs.number && statusCallback);
  const report = { MessageSid: theirText?.sid ?? "", MessageStatus: "failed", AccountSid: theirs.accountSid };
  const address = theirText?.statusCallback ?? "";
  expect((await call(address, report, await tokenOf(ours.accountSid))).status).toBe(403);
  expect((await call(address, report, PARENT.token)).status).toBe(403);
  const asOurs = { ...report, AccountSid: ours.accountSid };
  expect((await call(address, asOurs, await tokenOf(ours.accountSid))).status).toBe(403);
  expect((await call(address, report, await tokenOf(theirs.accountSid))).status).toBe(204);
  const reply = {
    MessageSid: `SM${randomUUID().replaceAll("-", "")}`,
    AccountSid: theirs.accountSid,
    From: EVE,
    To: theirs.number,
    Body: "STOP",
  };
  const inbound = `${sandbox.url}/twilio/inbound`;
  expect((await call(inbound, reply, await tokenOf(ours.accountSid))).status).toBe(403);
  const before = (await texts()).length;
  await order(THEIRS);
  expect(await sendersSince(before)).toEqual([theirs.number]);
});

test("a shop with a name sells by it, and the link in its text stops it", async () => {
  await tool("shop", "install", NAMED, "--credits", "100");
  await tool("automation", "activate", NAMED, "welcome");
  await tool("sender", "register", NAMED, "--kind", "alphanumeric", "--country", "GB", "--name", "Birch");
  await deliver(NAMED, "customers/create", customerBody({ phone: LIZ }));
  await deliver(NAMED, "customers_marketing_consent/update", consentBody({ phone: LIZ, at: await now() }));
  // The quiet hours of Great Britain pass.
  await sandbox.api("clock", { hours: 20 });
  const [welcome] = (await texts()).filter(({ to }) => to === LIZ);
  expect(welcome).toMatchObject({ from: "Birch", status: "delivered" });
  expect(welcome?.body).not.toMatch(/STOP/);
  const [link = ""] = /http\S+\/u\/\w{11}$/.exec(welcome?.body ?? "") ?? [];
  const opened = await fetch(link);
  expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining("<form")]);
  expect(await sandbox.api("phone/follow", { phone: LIZ, link })).toMatchObject({ page: link });
  const saysWhether = async () => (await tool<{ says: string }>("explain", NAMED, LIZ)).says;
  expect(await saysWhether()).not.toContain("unsubscribed");
  const pressed = await fetch(link, { method: "POST", body: new URLSearchParams() });
  expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining("no more texts")]);
  expect(await saysWhether()).toContain("unsubscribed");
});

test("the sandbox prints no error of its own", () => {
  expect(sandbox.said()).not.toMatch(/"level":(50|60)/);
});
