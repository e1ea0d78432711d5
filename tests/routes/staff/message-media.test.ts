import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staffRoles } from "#core/team/roles.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import type { MediaAnswer } from "#shell/sms/provider.server.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { ADAS_PHONE } from "#tests/fixtures/bodies.ts";
import { loader } from "../../../app/routes/app.messages.$id.media.$position.ts";
import { hire, tokenOf } from "./door.ts";

const OTHER_SHOP = "larkspur.myshopify.com";
const URL_AT_TWILIO = "https://api.twilio.com/the-picture";

let house: House;
let messageId: string;
beforeAll(async () => {
  house = buildHouse(await emptyDatabase());
  for (const domain of [SHOP, OTHER_SHOP]) await hire(house, await house.open([], { domain }), domain);
  await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now() WHERE "domain" = $1`, [OTHER_SHOP]);
  await receiveMessage(house.context, {
    providerId: "SM-1",
    from: ADAS_PHONE,
    to: "+15005550006",
    body: "",
    media: [{ url: URL_AT_TWILIO, contentType: "image/png" }],
    answeredByProvider: false,
  });
  const [file] = await house.rows<{ messageId: string }>(`SELECT "messageId" FROM "MessageMedia"`);
  messageId = file?.messageId ?? "";
}, 120_000);
afterAll(() => house.close());

async function ask(token: string | null, params: Record<string, string> = {}): Promise<Response> {
  const headers = new Headers(token === null ? {} : { Authorization: `Bearer ${token}` });
  const request = new Request("https://shopbell.example/app/messages/x/media/0", { headers });
  const asked = { request, params: { id: messageId, position: "0", ...params }, context: { app: house.context } };
  try {
    return await loader(asked);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const atTwilio = (answer: MediaAnswer) => house.media.set(URL_AT_TWILIO, answer);
const png = (contentType = "image/png"): MediaAnswer => ({
  kind: "media",
  contentType,
  bytes: new Uint8Array([1, 2, 3]),
});

describe("the picture of a reply", () => {
  test.each(staffRoles)("is shown to a %s of its shop, kept by no cache and taken for nothing else", async (role) => {
    atTwilio(png());
    const answer = await ask(tokenOf(SHOP, role));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "3",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers.has("content-disposition")).toBe(false);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  });

  test.each(["image/svg+xml", "text/html", "image/tiff", "application/pdf", "video/mp4", ""])(
    "of the type %j is a download, and no page",
    async (contentType) => {
      atTwilio(png(contentType));
      const answer = await ask(tokenOf(SHOP, "viewer"));
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      expect(answer.headers.get("content-disposition")).toBe("attachment");
      expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    },
  );

  test("is not there for another shop, without a session, and at another place", async () => {
    atTwilio(png());
    expect((await ask(tokenOf(OTHER_SHOP, "owner"))).status).toBe(404);
    expect([302, 401, 410]).toContain((await ask(null)).status);
    const elsewhere: Record<string, string>[] = [{ position: "1" }, { position: "-1" }, { position: "x" }, { id: "x" }];
    for (const params of elsewhere) expect((await ask(tokenOf(SHOP, "owner"), params)).status).toBe(404);
  });

  test.each([
    [{ kind: "gone" }, 404],
    [{ kind: "too_large" }, 413],
    [{ kind: "refused", detail: "leads elsewhere" }, 502],
    [{ kind: "unavailable", detail: "no answer" }, 502],
  ] as const)("that Twilio does not give (%j) is answered %i", async (given, status) => {
    atTwilio(given);
    expect((await ask(tokenOf(SHOP, "owner"))).status).toBe(status);
  });
});
