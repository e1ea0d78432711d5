import { beforeEach, expect, test } from "vitest";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import { recoverTexts } from "#services/sending/parts/recover-texts.server.ts";
import { recordRestore } from "#shell/repositories/operations/restored-steps.server.ts";
import { checkoutBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const ANA = "+12125550123";
const FROM = "+15005550006";

describeOnDatabases("after a restore", (database) => {
  let house: House;
  /** The provider's list, newest first, as Twilio shows it. */
  let listed: ProviderMessage[];
  beforeEach(async () => {
    house = buildHouse(database());
    listed = [];
    house.accountList(() => ({ kind: "answered", texts: listed }));
    house.phoneCompany(({ to, body }) => {
      const outcome = accepted();
      if (outcome.kind === "accepted")
        listed.unshift(message({ providerId: outcome.providerId, from: FROM, to, body, status: "delivered" }));
      return outcome;
    });
    await house.open(["order-confirmation"]);
    return () => house.close();
  });

  const message = (of: Partial<ProviderMessage>): ProviderMessage => ({
    providerId: `SM${String(listed.length).padStart(32, "0")}`,
    direction: "outbound-api",
    from: FROM,
    messagingService: null,
    to: ANA,
    body: "",
    createdAt: house.clock.now(),
    status: "delivered",
    segments: 1,
    errorCode: null,
    ...of,
  });

  /** The copy was made before the first event: nothing since is in it. */
  async function loseEverythingSince() {
    for (const table of ["AutomationLog", "AutomationSequence", "Message", "StoreEvent", "StoreOrder", "ConsentEvent"])
      await house.rows(`DELETE FROM "${table}"`);
    await house.rows(`DELETE FROM "Subscriber"`);
    await house.rows(`DELETE FROM "Customer"`);
    house.clock.moveTo(house.clock.now().add({ minutes: 37 }));
    await recordRestore(database().pool, house.clock.now());
  }

  test("an order that the store tells again brings no second text, and the log says why", async () => {
    const order = orderBody();
    const placed = house.clock.now();
    await house.tell("orders/create", order);
    expect(house.texts).toHaveLength(1);
    await loseEverythingSince();
    await house.tell("orders/create", order, { at: placed });
    expect(await house.rows(`SELECT "deferral"->>'reason' AS "reason" FROM "ScheduledAutomation"`)).toEqual([
      { reason: "restore_unread" },
    ]);
    expect(await recoverTexts(house.context)).toEqual({ replies: 0, texts: 1 });
    const { balance } = await house.holdings();
    await house.pass({ minutes: 7 });
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContain("send_sms skipped sent_before_restore");
    expect(await house.holdings()).toEqual({ balance, held: 0 });
    expect(await recoverTexts(house.context)).toBeNull();
  });

  test("the texts since the copy stand in the customer's conversation, once, and cost nothing again", async () => {
    const order = orderBody();
    await house.tell("orders/create", order);
    const [sent] = house.texts;
    await loseEverythingSince();
    await recoverTexts(house.context);
    await recordRestore(database().pool, house.clock.now());
    await recoverTexts(house.context);
    expect(await house.rows(`SELECT "to", "body", "status"::text, "credits", "recovered" FROM "Message"`)).toEqual([
      { to: sent?.to, body: sent?.body, status: "delivered", credits: 0, recovered: true },
    ]);
  });

  test("an order that is placed after the restore is confirmed, in whatever words", async () => {
    await house.tell("orders/create", orderBody());
    await loseEverythingSince();
    await recoverTexts(house.context);
    house.clock.moveTo(house.clock.now().add({ minutes: 11 }));
    const placed = house.clock.now().toString();
    await house.tell("orders/create", orderBody({ order: "820000000777", token: "c-2", at: placed }));
    expect(house.texts).toHaveLength(2);
  });

  test("a STOP since the copy holds, from the time when it was said", async () => {
    await house.tell("customers/create", customerBody());
    const said = house.clock.now().add({ minutes: 5 });
    await recordRestore(database().pool, house.clock.now().add({ minutes: 20 }));
    listed = [
      message({ direction: "inbound", from: ANA, to: FROM, body: "stop please", createdAt: said, status: "received" }),
    ];
    house.clock.moveTo(house.clock.now().add({ minutes: 21 }));
    expect(await recoverTexts(house.context)).toEqual({ replies: 1, texts: 0 });
    expect(await house.rows(`SELECT "consent"::text FROM "Subscriber" WHERE "address" = '${ANA}'`)).toEqual([
      { consent: "unsubscribed" },
    ]);
    expect(await house.rows(`SELECT "body", "createdAt" FROM "Message"`)).toEqual([
      { body: "stop please", createdAt: said },
    ]);
  });

  test("while Twilio does not list its texts, none goes out about what was before; it is asked again", async () => {
    const order = orderBody();
    const placed = house.clock.now();
    await house.tell("orders/create", order);
    await loseEverythingSince();
    house.accountList(() => ({ kind: "silent", detail: "connect ECONNREFUSED" }));
    await expect(recoverTexts(house.context)).rejects.toThrow("connect ECONNREFUSED");
    await house.tell("orders/create", order, { at: placed });
    await house.pass({ minutes: 42 });
    expect(house.texts).toHaveLength(1);
    house.accountList(() => ({ kind: "answered", texts: listed }));
    await recoverTexts(house.context);
    await house.pass({ minutes: 7 });
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContain("send_sms skipped sent_before_restore");
  });

  test("the text of a call that was open in the copy is left to its look-up", async () => {
    house.phoneCompany(({ to, body }) => {
      listed.unshift(message({ to, body }));
      return { kind: "unknown", detail: "timeout" };
    });
    await house.tell("orders/create", orderBody());
    await recordRestore(database().pool, house.clock.now());
    expect(await recoverTexts(house.context)).toEqual({ replies: 0, texts: 0 });
  });

  test("without a restore nothing is read, and no text is compared", async () => {
    await house.tell("checkouts/create", checkoutBody());
    await house.tell("orders/create", orderBody());
    expect(await recoverTexts(house.context)).toBeNull();
    const [entry] = await house.rows<{ explanation: { guard: string }[] }>(
      `SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms'`,
    );
    expect(entry?.explanation.map(({ guard }) => guard)).not.toContain("not_recovered");
  });
});
