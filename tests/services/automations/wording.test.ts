import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { draftFromScratch, saveDraft } from "#services/automations/draft-automation.server.ts";
import { publishAutomation } from "#services/automations/publish-automation.server.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

describeOnDatabases("the wording of a text", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
  });
  afterEach(() => house.close());

  const withText = (body: string) => ({
    name: "Thank you",
    kind: "transactional" as const,
    trigger: { type: "order_created" as const, config: {} },
    reentry: "every_time" as const,
    steps: [{ id: "text", type: "send_sms" as const, config: { body } }],
  });
  const actor = "staff:1";

  describe("that customers would read as nonsense", () => {
    test.for(["x".repeat(1_700), "Hi %name%", "{% render 'x' %}", "{{ order.lines | join }}", "{{ discount.code }}"])(
      "is refused when a file or a form is saved: %s",
      async (body) => {
        expect(await saveDraft(house.context, { shopId, actor, document: withText(body) })).toMatchObject({
          ok: false,
          problems: [{ path: "steps.0.config.body" }],
        });
      },
    );

    test("is not what a new automation begins with: it has no step, and is not published so", async () => {
      const made = await draftFromScratch(house.context, { shopId, actor, trigger: "order_created" });
      if (!made.ok) throw new Error(made.message);
      expect(
        await publishAutomation(house.context, { shopId, actor, automationId: made.automationId, inside: "finish" }),
      ).toMatchObject({ ok: false, problems: [{ path: "steps" }] });
    });
  });

  test("holds no words of a stranger that are no value of their field", async () => {
    await house.automate(shopId, withText("Hi {{ customer.first_name | default: 'there' }}: {{ order.note }}."));
    const stranger = { id: Number(ADA), phone: ADAS_PHONE, first_name: "You won, see bad.example/x" };
    await house.tell(
      "orders/create",
      orderBody({ rest: { customer: stranger, note: "Ring\nme at bad.example/x or 212 555 0123" } }),
    );
    expect(house.bodies()).toEqual(["Hi there: Ring me at or."]);
  });
});
