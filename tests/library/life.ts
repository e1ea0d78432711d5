import type { OwnTopic, OwnPayload } from "#core/intake/topics/own-events.ts";
import type { Temporal } from "#core/time/time.ts";
import { emitOwnEvents } from "#services/intake/parts/emit-events.server.ts";
import type { AdminCustomer } from "#shell/shopify/admin-api.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { ADA, ADAS_PHONE, customerBody } from "#tests/fixtures/bodies.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { accepted, buildHouse } from "../services/test-app.ts";

const agreed = {
  firstName: "Ada",
  phone: ADAS_PHONE,
  countryCode: "US",
  provinceCode: "NY",
  smsConsent: "subscribed",
  consentUpdatedAt: "2026-01-01T00:00:00Z",
  optInLevel: "confirmed_opt_in",
  numberOfOrders: 3,
  amountSpent: { amount: "240.00", currencyCode: "USD" },
} as const;

/**
 * A store in New York on a Monday at ten, and one customer of it, Ada, whose life is lived through on the virtual
 * clock.
 * @param lateness as `buildHouse` takes it
 */
export function beginLife(database: TestDatabase, lateness: () => number = () => 0) {
  const house = buildHouse(database, { lateness });
  const texts: { at: Temporal.Instant; body: string }[] = [];
  house.phoneCompany(({ body }) => {
    texts.push({ at: house.clock.now(), body });
    return accepted();
  });
  let home = { zone: "America/New_York", province: "NY" };

  const life = {
    house,
    /** Turns one automation on, and lets the Admin API know Ada. @param timezone where she lives */
    async begin(key: string, ada: Partial<AdminCustomer> = {}, timezone = home.zone): Promise<void> {
      home = { zone: timezone, province: ada.provinceCode ?? home.province };
      house.adminKnows(ADA, { ...agreed, ...ada });
      await house.open([key]);
      await house.confirmWording();
    },
    /** Something that the store tells, with the address that Ada lives at. */
    async tell(topic: string, body: string): Promise<void> {
      await house.pass({ milliseconds: lateness() });
      await house.tell(topic, body.replaceAll('"province_code":"NY"', `"province_code":"${home.province}"`));
    },
    pass: house.pass,
    /** Something that Shopbell itself notices of Ada, whom the store has told of before. */
    async notice(
      topic: OwnTopic,
      facts: OwnPayload["facts"] = {},
      subjectOf?: (customerId: string) => string,
    ): Promise<void> {
      await life.tell("customers/create", customerBody());
      const { context, clock } = house;
      const [row] = await house.rows<{ id: string; shopId: string }>(`SELECT "id", "shopId" FROM "Customer"`);
      if (!row) throw new Error("nobody is known");
      const eventId = `${topic}:${context.newId(clock.now())}`;
      const payload = { subject: subjectOf?.(row.id) ?? eventId, customerId: row.id, facts };
      await transaction(context.db.pool, (sql) =>
        emitOwnEvents(context, sql, [{ shopId: row.shopId, topic, eventId, payload, triggeredAt: clock.now() }]),
      );
      await house.work();
    },
    /**
     * Every text that Ada got, under the time that her clock showed, such as "Thu 5 Mar 10:00"; every discount code
     * in it is made alike, and a short link stands in brackets, as where it leads.
     */
    async got(): Promise<string[]> {
      const links = await house.rows<{ code: string; target: string }>(`SELECT "code", "target" FROM "ShortLink"`);
      const plain = (body: string) =>
        links
          .reduce((read, { code, target }) => read.replace(`https://shopbell.example/l/${code}`, `[${target}]`), body)
          .replace(/-[A-Z0-9]{8}\b/, "-7KQ2MHXW");
      return texts.map(({ at, body }) => `${localTime(at)} ${plain(body)}`);
    },
    /** What was done besides: asked of the store, in its order, and then the team's tasks. */
    async done(): Promise<string[]> {
      const tasks = await house.rows<{ line: string }>(
        `SELECT concat('task: ', "title") AS "line" FROM "Task" ORDER BY "createdAt", "id"`,
      );
      return [
        ...house.writes.map(({ write, told }) =>
          write === "createDiscount" ? write : `${write} ${told.slice(1).join(" ")}`,
        ),
        ...tasks.map(({ line }) => line),
      ];
    },
    /** How her sequences stand: their status, and what ended them. */
    async ways(): Promise<string[]> {
      const rows = await house.rows<{ line: string }>(
        `
          SELECT concat_ws(' ', "status"::text, "endReason") AS "line" FROM "AutomationSequence"
            ORDER BY "startedAt", "id"`,
      );
      return rows.map(({ line }) => line);
    },
    close: house.close,
  };

  const localTime = (at: Temporal.Instant): string => {
    const local = at.toZonedDateTimeISO(home.zone);
    const day = local
      .toPlainDate()
      .toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short" })
      .replace(",", "");
    return `${day} ${local.toPlainTime().toString({ smallestUnit: "minute" })}`;
  };
  return life;
}

export type Life = ReturnType<typeof beginLife>;
