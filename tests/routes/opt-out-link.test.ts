import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { giveSender } from "../services/senders/give-sender.ts";
import { buildHouse, type House } from "../services/test-app.ts";
import { loader as follow } from "../../app/routes/l.$code.ts";
import { action, loader } from "../../app/routes/u_.$code.tsx";

const EVA = "+4915112345678";

describeOnDatabases("the way out of texts from a name", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    const { id } = await giveSender(house, shopId);
    await house.rows(`UPDATE "Sender" SET "kind" = 'alphanumeric', "number" = 'Juniper' WHERE "id" = $1`, [id]);
    await house.automate(shopId, {
      kind: "marketing",
      reentry: "every_time",
      steps: [{ id: "offer", type: "send_sms", config: { body: "Come back soon! Reply STOP to end" } }],
    });
    await order(1);
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'subscribed' WHERE "channel" = 'sms'`);
    await order(2);
    if (house.bodies().length !== 1) throw new Error(`no text went out: ${(await house.log()).join("; ")}`);
  });
  afterEach(() => house.close());
  const order = (id: number) =>
    house.tell("orders/create", orderBody({ order: String(id), phone: EVA, token: `c-${id}` }));
  const at = (code: string, init?: RequestInit) => ({
    request: new Request(`https://shopbell.example/u/${code}`, init),
    params: { code },
    context: { app: house.context },
  });
  const press = (code: string) => action(at(code, { method: "POST" }));
  const codeIn = (body: string | undefined) => /\/u\/(\w+)$/.exec(body ?? "")?.[1] ?? "";

  test("stands in the text in the place of STOP, counted and short", async () => {
    expect(house.bodies()).toEqual([
      expect.stringMatching(/^Juniper: Come back soon! Opt out: https:\/\/shopbell\.example\/u\/[a-z0-9]{11}$/),
    ]);
    const [message] = await house.rows(`SELECT "from", "body", "segments" FROM "Message"`);
    expect(message).toEqual({ from: "Juniper", body: house.bodies()[0], segments: 1 });
    // Each text has one of its own, and none gives the number away.
    await order(3);
    const codes = house.bodies().map(codeIn);
    expect(new Set(codes).size).toBe(2);
    expect(house.bodies().join()).not.toContain(EVA.slice(1));
  });

  test("opening it stops nothing; pressing the button does, with proof", async () => {
    const code = codeIn(house.bodies()[0]);
    expect(await loader(at(code))).toEqual({ shop: "Juniper" });
    expect(await house.rows(`SELECT 1 FROM "Suppression"`)).toEqual([]);
    expect(await press(code)).toEqual({ shop: "Juniper" });
    expect(await house.rows(`SELECT "sender", "reason" FROM "Suppression"`)).toEqual([
      { sender: shopId, reason: "link" },
    ]);
    expect(
      await house.rows(
        `SELECT "state", "source", "words", "wordsVersion", "messageId" = (SELECT "id" FROM "Message") AS "proven"
          FROM "ConsentEvent" WHERE "source" = 'link'`,
      ),
    ).toEqual([
      {
        state: "unsubscribed",
        source: "link",
        words: "Stop all texts from Juniper, those about your orders too?",
        wordsVersion: "opt-out-link@1",
        proven: true,
      },
    ]);
    await order(3);
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContain("send_sms skipped opted_out");
    // A second press changes nothing.
    expect(await press(code)).toEqual({ shop: "Juniper" });
    expect(await house.rows(`SELECT 1 FROM "ConsentEvent" WHERE "source" = 'link'`)).toHaveLength(1);
  });

  test("counts as no click, and leads nowhere as a short link", async () => {
    const code = codeIn(house.bodies()[0]);
    const answer = await follow({ ...at(code), params: { code } });
    expect(answer.status).toBe(404);
    expect(await house.rows(`SELECT "clicks" FROM "ShortLink"`)).toEqual([{ clicks: 0 }]);
  });

  test("an unknown code opens nothing, and a short link's code neither", async () => {
    await house.rows(`UPDATE "ShortLink" SET "optsOut" = false`);
    for (const code of ["4k7p2m9x3ab", codeIn(house.bodies()[0])]) {
      await expect(loader(at(code))).rejects.toMatchObject({ init: { status: 404 } });
      await expect(press(code)).rejects.toMatchObject({ init: { status: 404 } });
    }
    expect(await house.rows(`SELECT 1 FROM "Suppression"`)).toEqual([]);
  });

  test("of a shop that shares the installation's sender again, it stops that shop's texts alone", async () => {
    await house.rows(`UPDATE "Shop" SET "optOutScope" = 'shared'`);
    await press(codeIn(house.bodies()[0]));
    expect(await house.rows(`SELECT 1 FROM "Suppression"`)).toEqual([]);
    expect(await house.rows(`SELECT "suppressedBy" FROM "Subscriber" WHERE "suppressedAt" IS NOT NULL`)).toEqual([
      { suppressedBy: "link" },
    ]);
  });
});
