import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Mail } from "#sandbox/mailbox/mailbox.ts";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { createMailer, type Email } from "#shell/email/mailer.server.ts";
import { sandbox, type Sandbox } from "../sandbox.ts";

let world: Sandbox;
beforeEach(async () => {
  world = await sandbox();
});
afterEach(() => world.close());

const letter: Email = {
  messageId: "0198-7",
  to: "ana.reyes@example.com",
  from: "Larkspur Home",
  subject: "Your tea <is> here",
  text: "Hello Ana\n\n<script>alert(1)</script>",
};
const send = (more: Partial<Email> = {}, url = world.mailUrl) =>
  createMailer({ SMTP_URL: `${url}?from=no-reply@shopbell.example`, SHOPIFY_APP_URL: world.url }).send({
    ...letter,
    ...more,
  });
const mails = async () => (await world.call("api/mailbox")).json<Mail[]>();

it("the mailbox takes what the app sends, at the sandbox's time", async () => {
  expect(await send()).toMatchObject({ kind: "done" });
  expect(await mails()).toMatchObject([
    {
      at: "2026-11-20T15:00:00Z",
      from: "Larkspur Home <no-reply@shopbell.example>",
      to: ["ana.reyes@example.com"],
      subject: "Your tea <is> here",
      text: letter.text,
      messageId: "<0198-7@127.0.0.1>",
    },
  ]);
});

it("its page names who got what, and takes no mail for markup", async () => {
  expect((await world.call("mailbox")).text).toContain("No email yet");
  await send();
  const { text, markup } = await world.call("mailbox");
  expect(markup).toContain("<b>Your tea &lt;is&gt; here</b><span>to Ana Reyes</span><time>Nov 20, 10:00");
  expect(text).toContain('<iframe sandbox="allow-popups" title="The email" srcdoc="&lt;!doctype html&gt;');
  expect(text).not.toContain("<script>alert");
});

it("the desk hears of each mail", async () => {
  const { version } = (await world.call("api/state")).json<{ version: number }>();
  await send();
  expect((await world.call(`api/state?after=${version}`)).status).toBe(200);
});

it("mails outlive a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  const stateFile = join(folder, "world.json");
  const before = await sandbox({ stateFile });
  await send({}, before.mailUrl);
  await before.close();
  const after = await sandbox({ stateFile });
  expect((await after.call("api/mailbox")).json<Mail[]>()).toMatchObject([{ subject: letter.subject }]);
  await after.close();
  await rm(folder, { recursive: true });
});

it("a mail server that nobody listens to yet asks to come again", async () => {
  const server = await openMailServer();
  expect(await send({}, server.url)).toMatchObject({ kind: "retry" });
  await server.close();
});
