import { afterEach, beforeEach, expect, test } from "vitest";
import { customerOf, unsubscribeUrl } from "#services/consent/unsubscribe-email.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../services/test-app.ts";
import { action, loader } from "../../app/routes/u.tsx";

describeOnDatabases("the way out of marketing e-mails", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "marketing",
      reentry: "every_time",
      steps: [{ id: "mail", type: "send_email", config: { subject: "News", body: "Hello" } }],
    });
    await house.tell("orders/create", orderBody({ order: "1" }));
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'subscribed' WHERE "channel" = 'email'`);
    await house.tell("orders/create", orderBody({ order: "2" }));
  });
  afterEach(() => house.close());
  const args = (request: Request) => ({ request, params: {}, context: { app: house.context } });
  const consent = async () =>
    (await house.rows<{ state: string }>(`SELECT "consent" AS "state" FROM "Subscriber" WHERE "channel" = 'email'`))[0]
      ?.state;

  test("stands in every e-mail that sells, as a link and as the mail program's button", () => {
    const [letter] = house.letters;
    expect(letter?.text).toContain(`Unsubscribe: ${letter?.listUnsubscribe}`);
  });

  test("one click of a person, or of their mail program, ends them; a look alone does not", async () => {
    const address = house.letters[0]?.listUnsubscribe ?? "";
    expect(loader(args(new Request(address)))).toBeNull();
    expect(await consent()).toBe("subscribed");
    expect(await action(args(new Request(address, { method: "POST", body: "List-Unsubscribe=One-Click" })))).toEqual({
      shop: "Juniper",
    });
    expect(await consent()).toBe("unsubscribed");
    await house.tell("orders/create", orderBody({ order: "3" }));
    expect(house.letters).toHaveLength(1);
  });

  test("an address that we did not write leads nowhere", async () => {
    const [customer] = await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`);
    const url = new URL(unsubscribeUrl(house.context, customer?.id ?? ""));
    expect(customerOf(house.context, url)).toBe(customer?.id);
    url.searchParams.set("customer", "0197c0de-0000-7000-8000-000000000001");
    await expect(action(args(new Request(url, { method: "POST" })))).rejects.toMatchObject({ init: { status: 404 } });
    expect(await consent()).toBe("subscribed");
  });
});
