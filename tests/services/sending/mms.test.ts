import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { contactCardUrl } from "#services/senders/read-contact-card.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { loader } from "../../../app/routes/contact.$file.ts";
import { giveSender } from "../senders/give-sender.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";
import { passLooking, SID } from "./lost.ts";

const PICTURE = "https://cdn.shopify.com/s/files/1/0001/files/thanks.jpg";
/** Scaled down by Shopify, as Twilio fetches it. */
const SCALED = `${PICTURE}?width=1200`;
const EVA = "+4915112345678";
const lost: SendOutcome = { kind: "unknown", detail: "timeout" };

describeOnDatabases("a text with a picture or a contact card", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 20 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const automate = (config: object) =>
    house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created" },
      reentry: "per_subject",
      steps: [{ id: "thanks", type: "send_sms", config: { body: "Thanks!", ...config } }],
    });
  const order = (phone?: string) =>
    house.tell("orders/create", orderBody({ at: house.clock.now().toString(), ...(phone && { phone }) }));
  const message = async () =>
    (await house.rows(`SELECT "status", "credits", "mediaUrls", "segments" FROM "Message"`))[0];
  const movements = () =>
    house.rows(`SELECT "type", "amount" FROM "CreditEntry" WHERE "messageId" IS NOT NULL ORDER BY "seq"`);
  const checked = async () => {
    const [row] = await house.rows<{ explanation: { guard: string; saw: object }[] }>(
      `SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms'`,
    );
    return row?.explanation.find(({ guard }) => guard === "mms")?.saw;
  };
  const report = async (status: string, segments: number | null) => {
    const [attempt] = await house.rows<{ id: string }>(`SELECT "id" FROM "MessageAttempt" ORDER BY "id"`);
    return applyStatusCallback(house.context, {
      attemptId: attempt?.id ?? "",
      providerId: SID,
      status,
      errorCode: null,
      segments,
    });
  };

  test("goes as an MMS, at the price of one, whatever the provider counts", async () => {
    await automate({ picture: PICTURE });
    house.phoneCompany(() => ({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 }));
    await order();
    expect(house.texts).toMatchObject([{ body: "Thanks!", mediaUrls: [SCALED] }]);
    expect(await message()).toMatchObject({ status: "sent", credits: 3, mediaUrls: [SCALED] });
    expect(await movements()).toEqual([
      { type: "reserve", amount: -3 },
      { type: "settle", amount: 0 },
    ]);
    expect(await checked()).toEqual({ picture: PICTURE, sent_as: "MMS", country: "US" });
    await report("delivered", 1);
    expect(await house.holdings()).toEqual({ balance: 17, held: 0 });
  });

  test("goes as words alone to a country whose carriers take none, at its price, and the log says so", async () => {
    await automate({ picture: PICTURE });
    await order(EVA);
    expect(house.texts).toMatchObject([{ body: "Thanks!", mediaUrls: [] }]);
    expect(await message()).toMatchObject({ credits: 8, mediaUrls: [] });
    expect(await checked()).toEqual({ picture: PICTURE, sent_as: "SMS", country: "DE", why: "country_without_mms" });
  });

  test("costs less than its words alone where they take many segments", async () => {
    await automate({ picture: PICTURE, body: "x".repeat(800) });
    await order();
    expect(await message()).toMatchObject({ segments: 6, credits: 3 });
  });

  describe("whose outcome stays unknown", () => {
    beforeEach(async () => {
      await automate({ picture: PICTURE });
      house.phoneCompany(() => lost);
      await order();
      expect(await message()).toMatchObject({ status: "unknown", credits: 3 });
    });

    test("is settled at its price when a report tells of it", async () => {
      expect(await report("delivered", 1)).toBe("recorded");
      expect(await message()).toMatchObject({ status: "delivered", credits: 3 });
      expect(await house.holdings()).toEqual({ balance: 17, held: 0 });
    });

    test("gets its credits back when it is given up, and is charged its price when it comes to be known late", async () => {
      await passLooking(house, { hours: 2 });
      expect(await house.holdings()).toEqual({ balance: 20, held: 0 });
      expect(await report("sent", 1)).toBe("recorded");
      expect(await message()).toMatchObject({ status: "sent", credits: 3 });
      expect(await house.holdings()).toEqual({ balance: 17, held: 0 });
    });
  });

  test("keeps its picture when it is tried again", async () => {
    await automate({ picture: PICTURE });
    const answers: SendOutcome[] = [{ kind: "unreachable", detail: "refused" }, accepted()];
    house.phoneCompany(() => answers.shift() ?? accepted());
    await order();
    await house.pass({ hours: 1 });
    expect(house.texts.map(({ mediaUrls }) => mediaUrls)).toEqual([[SCALED], [SCALED]]);
    expect(await house.holdings()).toEqual({ balance: 17, held: 0 });
  });

  test("is refunded when the provider refuses it", async () => {
    await automate({ picture: PICTURE });
    house.phoneCompany(() => ({ kind: "refused", code: "21623", detail: "media" }));
    await order();
    expect(await message()).toMatchObject({ status: "failed", credits: 0 });
    expect(await house.holdings()).toEqual({ balance: 20, held: 0 });
  });

  describe("of the shop's own number", () => {
    const fetchCard = async (address: string) => {
      const url = new URL(address);
      const answer = await loader({
        request: new Request(url),
        params: { file: url.pathname.split("/").at(-1) ?? "" },
        context: { app: house.context },
      });
      return { status: answer.status, type: answer.headers.get("Content-Type"), text: await answer.text() };
    };

    test("has a contact card that Twilio can fetch by its signed address", async () => {
      const { id, number } = await giveSender(house, shopId);
      await automate({ contactCard: true });
      await order();
      const [address = ""] = house.texts[0]?.mediaUrls ?? [];
      expect(address).toBe(contactCardUrl(house.context, id));
      const card = await fetchCard(address);
      expect(card).toMatchObject({ status: 200, type: "text/vcard; charset=utf-8" });
      expect(card.text).toContain(`TEL;TYPE=WORK,VOICE:${number}`);
      expect(card.text).toContain("URL:https://juniper.myshopify.com");

      expect(await fetchCard(address.replace(/signature=.{4}/, "signature=0000"))).toMatchObject({ status: 404 });
      expect(await fetchCard(address.replace(id, shopId))).toMatchObject({ status: 404 });
      await house.rows(`UPDATE "Sender" SET "releasedAt" = now() WHERE "id" = $1`, [id]);
      expect(await fetchCard(address)).toMatchObject({ status: 404 });
    });

    test("there is none of the installation's number, which other shops share: the words go alone", async () => {
      await automate({ contactCard: true });
      await order();
      expect(house.texts).toMatchObject([{ mediaUrls: [] }]);
      expect(await message()).toMatchObject({ credits: 1 });
      expect(await checked()).toEqual({ contact_card: false, sent_as: "SMS", country: "US", why: "no_own_number" });
    });
  });
});
