import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "#shell/log.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, testEnv, type House } from "../services/test-app.ts";
import { action as status } from "../../app/routes/twilio.status.ts";

describeOnDatabases("the log of one event", (database) => {
  let house: House;
  let lines: string[];
  beforeEach(async () => {
    house = buildHouse(database());
    lines = [];
    await house.open(["order-confirmation"]);
    house.context.log = createLog("info", { write: (line) => void lines.push(line) });
  });
  afterEach(() => house.close());
  const linesOf = (word: string) =>
    lines.filter((line) => line.includes(word)).map((line) => JSON.parse(line) as { msg: string; event?: string });
  async function reportDelivery(): Promise<void> {
    const address = house.texts[0]?.statusCallback ?? "";
    const [text] = await house.rows<{ providerId: string }>(`SELECT "providerId" FROM "Message"`);
    const form = { MessageSid: text?.providerId ?? "", MessageStatus: "delivered" };
    const request = new Request(address, {
      method: "POST",
      body: new URLSearchParams(form).toString(),
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": twilio.getExpectedTwilioSignature(testEnv.TWILIO_AUTH_TOKEN, address, form),
      },
    });
    expect((await status({ request, params: {}, context: { app: house.context } })).status).toBe(204);
  }

  test("one id stands on each line from the webhook to the delivered text", async () => {
    await house.tell("orders/create", orderBody(), { eventId: "shopifys-own" });
    await reportDelivery();
    const [stored] = linesOf("shopifys-own");
    expect(stored).toMatchObject({
      msg: "a delivery is stored",
      topic: "orders/create",
      webhookId: expect.any(String),
    });
    expect(linesOf(stored?.event ?? "none").map(({ msg }) => msg)).toEqual([
      "a delivery is stored",
      "an event is ingested",
      "the provider was called",
      "an outcome is settled",
      "a step is decided",
      "a status was reported",
    ]);
    expect(lines).toHaveLength(6);
  });

  test("lines of events side by side are told apart", async () => {
    await house.deliver("orders/create", orderBody(), { eventId: "first" });
    await house.deliver("orders/create", orderBody({ order: "2", token: "c-2" }), { eventId: "second" });
    await house.work();
    for (const name of ["first", "second"]) expect(linesOf(linesOf(name)[0]?.event ?? "none")).toHaveLength(5);
  });

  test("a step that breaks says of which event it is", async () => {
    house.phoneCompany(() => accepted());
    house.context.sms = { ...house.context.sms, send: () => Promise.reject(new Error("broken")) };
    await house.tell("orders/create", orderBody(), { eventId: "e" });
    const event = linesOf('"eventId":"e"')[0]?.event;
    expect(linesOf("an outcome could not be recorded")).toMatchObject([{ event }]);
  });

  test("no line names the customer", async () => {
    await house.tell("orders/create", orderBody());
    await reportDelivery();
    expect(lines.join("")).not.toMatch(/Ada|2125550123|ada@/);
  });
});
