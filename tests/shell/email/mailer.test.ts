import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { createMailer, type Email } from "#shell/email/mailer.server.ts";
import { mailServer, refusal } from "./mail-server.ts";

const SHOPIFY_APP_URL = "https://shopbell.example";
const letter: Email = {
  messageId: "0198-7",
  to: "ana@example.com",
  from: "Juniper & Co",
  subject: "Your tea — it's here",
  text: 'Hello Ana,\nsee https://juniper.example/t?a=1&b=2.\n\n<b>Bold</b> & "true"',
};

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serverWith(options?: SMTPServerOptions) {
  const server = await mailServer(options);
  closing.push(server.close);
  return server;
}
const send = (url: string, more: Partial<Email> = {}, silenceMs?: number) =>
  createMailer({ SMTP_URL: url, SHOPIFY_APP_URL }, silenceMs === undefined ? {} : { silenceMs }).send({
    ...letter,
    ...more,
  });

describe("a letter", () => {
  it("arrives, under an id made of its message's", async () => {
    const server = await serverWith();
    expect(await send(server.url)).toMatchObject({ kind: "done", output: { messageId: "<0198-7@shopbell.example>" } });
    expect(server.mails).toMatchObject([
      {
        messageId: "<0198-7@shopbell.example>",
        from: { name: "Juniper & Co", address: "no-reply@shopbell.example" },
        to: [{ address: "ana@example.com" }],
        subject: "Your tea — it's here",
        recipients: ["ana@example.com"],
      },
    ]);
    expect(server.mails[0]?.text?.trim()).toBe(letter.text);
  });

  it("is HTML too, which says the same and takes nothing in it for markup", async () => {
    const server = await serverWith();
    await send(server.url);
    const { html } = server.mails[0] ?? {};
    expect(html).toContain(
      '<p>Hello Ana,<br>\nsee <a href="https://juniper.example/t?a=1&amp;b=2">https://juniper.example/t?a=1&amp;b=2</a>.</p>',
    );
    expect(html).toContain("<p>&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;true&quot;</p>");
  });

  it("comes from the address that SMTP_URL names, and answers go where the shop wants them", async () => {
    const server = await serverWith();
    await send(`${server.url}?from=shop%40post.example`, { replyTo: "hello@juniper.example" });
    expect(server.mails[0]).toMatchObject({
      from: { address: "shop@post.example" },
      replyTo: [{ address: "hello@juniper.example" }],
    });
  });

  it("offers the one-click way out", async () => {
    const server = await serverWith();
    await send(server.url, { listUnsubscribe: "https://shopbell.example/u/abc" });
    expect(server.mails[0]?.raw).toMatch(/^List-Unsubscribe: <https:\/\/shopbell\.example\/u\/abc>\r$/m);
    expect(server.mails[0]?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });
});

describe("nothing can be slipped into the headers", () => {
  it.each<[Partial<Email>, string]>([
    [{ subject: "Hello\r\nBcc: all@example.com" }, "invalid_subject"],
    [{ subject: "Hello\nBcc: all@example.com" }, "invalid_subject"],
    [{ to: "ana@example.com\r\nBcc: all@example.com" }, "invalid_address"],
    [{ to: "ana@example.com, all@example.com" }, "invalid_address"],
    [{ to: "Ana <ana@example.com>" }, "invalid_address"],
    [{ to: "ana" }, "invalid_address"],
    [{ to: "" }, "invalid_address"],
    [{ to: `${"a".repeat(250)}@example.com` }, "invalid_address"],
    [{ from: "Juniper\r\nX-Evil: 1" }, "invalid_sender"],
    [{ replyTo: "hello@juniper.example\nX-Evil: 1" }, "invalid_address"],
    [{ listUnsubscribe: "https://a.example/>\r\nX-Evil: 1" }, "invalid_link"],
    [{ listUnsubscribe: "javascript:alert(1)" }, "invalid_link"],
    [{ text: " " }, "message_empty"],
  ])("%o is refused", async (more, code) => {
    const server = await serverWith();
    expect(await send(server.url, more)).toMatchObject({ kind: "refused", code });
    expect(server.mails).toEqual([]);
  });

  it("a name that looks like an address stays a name", async () => {
    const server = await serverWith();
    await send(server.url, { from: '"Boss" <boss@bank.example>, x' });
    expect(server.mails[0]?.from).toMatchObject({
      name: '"Boss" <boss@bank.example>, x',
      address: "no-reply@shopbell.example",
    });
  });
});

describe("what came of it", () => {
  it("without a mail server: refused, with the remedy", async () => {
    expect(await createMailer({ SMTP_URL: undefined, SHOPIFY_APP_URL }).send(letter)).toMatchObject({
      kind: "refused",
      code: "email_not_configured",
      detail: expect.stringContaining("SMTP_URL") as string,
    });
  });

  it.each([
    [550, { kind: "refused", code: "smtp_550" }],
    [451, { kind: "retry" }],
  ])("a recipient that the server answers %d to", async (code, expected) => {
    const server = await serverWith({ onRcptTo: (_address, _session, callback) => callback(refusal(code, "no")) });
    expect(await send(server.url)).toMatchObject(expected);
  });

  it.each([
    [554, { kind: "refused", code: "smtp_554" }],
    [452, { kind: "retry" }],
  ])("a content that the server answers %d to", async (code, expected) => {
    const server = await serverWith({
      onData: (stream, _session, callback) => {
        stream.resume().on("end", () => callback(refusal(code, "no")));
      },
    });
    expect(await send(server.url)).toMatchObject(expected);
  });

  it("wrong credentials may be mended, and are no verdict on the letter", async () => {
    const server = await serverWith({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(refusal(535, "who are you?")),
    });
    expect(await send(server.url.replace("smtp://", "smtp://me:wrong@"))).toMatchObject({ kind: "retry", after: 300 });
  });

  it("nobody there: it may be tried again", async () => {
    const server = await mailServer();
    await server.close();
    expect(await send(server.url)).toMatchObject({ kind: "retry" });
  });

  it("a connection that breaks before the content may be tried again", async () => {
    expect(await send(await breaking("DATA"))).toMatchObject({ kind: "retry" });
  });

  it("a connection that breaks after it leaves the outcome unknown", async () => {
    expect(await send(await breaking("."))).toMatchObject({ kind: "unknown" });
  });

  it("silence after it leaves the outcome unknown", async () => {
    const server = await serverWith({ onData: (stream) => void stream.resume() });
    // Long enough for all that comes before the silence, also on a busy machine.
    expect(await send(server.url, {}, 2_000)).toMatchObject({ kind: "unknown" });
  });
});

/** A mail server that hangs up when it reads this line. @returns its address */
async function breaking(at: "DATA" | "."): Promise<string> {
  const talk = (socket: Socket) => {
    socket.write("220 here\r\n");
    let said = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const over = at === "." ? said.endsWith("\r\n.\r\n") : /^DATA\r$/m.test(said);
      if (over) socket.destroy();
      else if (/^DATA\r$/m.test(text)) socket.write("354 go on\r\n");
      else if (!/^DATA\r$/m.test(said)) socket.write("250 fine\r\n");
    });
    socket.on("error", () => {});
  };
  const server = createServer(talk).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => new Promise((resolve) => void server.close(resolve)));
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
