import { describe, expect, test } from "vitest";
import { createMediaReader, MAX_MEDIA_BYTES, readMediaUrl } from "#shell/sms/twilio-media.server.ts";

const ACCOUNT = `AC${"1".repeat(32)}`;
const path = (media = "e") =>
  `/2010-04-01/Accounts/${ACCOUNT}/Messages/MM${"a".repeat(32)}/Media/ME${media.repeat(32)}`;
const MEDIA = `https://api.twilio.com${path()}`;
const CDN = "https://mms.twiliocdn.com/AC1/picture?Expires=1";

interface Call {
  url: string;
  authorization: string | null;
}

/** A reader whose requests are answered by address. */
function reader(answers: Record<string, () => Response>) {
  const calls: Call[] = [];
  const read = createMediaReader({ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: "token" }, async (url, init) => {
    calls.push({ url: url.href, authorization: new Headers(init.headers).get("authorization") });
    expect(init.redirect).toBe("manual");
    const answer = answers[url.href];
    if (!answer) throw new Error(`nothing is at ${url.href}`);
    return answer();
  });
  return { read, calls };
}
const to = (location: string) => () => new Response(null, { status: 307, headers: { Location: location } });
const picture =
  (bytes = 10) =>
  () =>
    new Response(new Uint8Array(bytes), { headers: { "Content-Type": "image/png" } });

describe("the address of a file at Twilio", () => {
  test.for([MEDIA, `https://api.dublin.ie1.twilio.com${path()}`])("%s is one", (url) => {
    expect(readMediaUrl(url)?.href).toBe(url);
  });

  test.for([
    `http://api.twilio.com${path()}`,
    `https://api.twilio.com:8443${path()}`,
    `https://user:word@api.twilio.com${path()}`,
    `https://api.twilio.com.evil.example${path()}`,
    `https://evil.example${path()}`,
    `https://apixtwilio.com${path()}`,
    `https://127.0.0.1${path()}`,
    `https://mms.twiliocdn.com${path()}`,
    `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    `https://api.twilio.com${path()}/../../../Messages.json`,
    `file:///etc/passwd`,
    "no address",
    "",
  ])("%s is none, and nothing is asked there", async (url) => {
    const { read, calls } = reader({});
    expect(await read(url)).toMatchObject({ kind: "refused" });
    expect(calls).toEqual([]);
  });
});

describe("reading a file", () => {
  test("follows Twilio to its own hosts, and tells the credentials to its API alone", async () => {
    const { read, calls } = reader({ [MEDIA]: to(CDN), [CDN]: picture() });
    expect(await read(MEDIA)).toMatchObject({ kind: "media", contentType: "image/png" });
    expect(calls).toEqual([
      { url: MEDIA, authorization: `Basic ${Buffer.from(`${ACCOUNT}:token`).toString("base64")}` },
      { url: CDN, authorization: null },
    ]);
  });

  test.for([
    "https://evil.example/picture",
    "http://mms.twiliocdn.com/picture",
    "https://mms.twiliocdn.com.evil.example/picture",
    "https://s3-external-1.amazonaws.com/another-bucket/picture",
    "https://169.254.169.254/latest/meta-data",
    "//localhost/picture",
    "",
  ])("does not follow to %s", async (location) => {
    const { read, calls } = reader({ [MEDIA]: to(location) });
    expect(await read(MEDIA)).toMatchObject({ kind: "refused" });
    expect(calls).toHaveLength(1);
  });

  test("goes in no circles", async () => {
    const { read, calls } = reader({ [MEDIA]: to(CDN), [CDN]: to(CDN) });
    expect(await read(MEDIA)).toMatchObject({ kind: "refused" });
    expect(calls.length).toBeLessThan(6);
  });

  test.for([
    ["said in advance", () => new Response(null, { headers: { "Content-Length": String(MAX_MEDIA_BYTES + 1) } })],
    ["that goes on", picture(MAX_MEDIA_BYTES + 1)],
  ] as const)("a file too large, %s, is not read", async ([, answer]) => {
    expect(await reader({ [MEDIA]: answer }).read(MEDIA)).toEqual({ kind: "too_large" });
  });

  test("a file of the largest size is", async () => {
    expect(await reader({ [MEDIA]: picture(MAX_MEDIA_BYTES) }).read(MEDIA)).toMatchObject({ kind: "media" });
  });

  test.for([
    [404, "gone"],
    [410, "gone"],
    [401, "unavailable"],
    [500, "unavailable"],
  ] as const)("an answer of %s means %s", async ([status, kind]) => {
    expect(await reader({ [MEDIA]: () => new Response("", { status }) }).read(MEDIA)).toMatchObject({ kind });
  });

  test("a broken connection throws nothing", async () => {
    expect(await reader({}).read(MEDIA)).toMatchObject({ kind: "unavailable" });
  });
});
