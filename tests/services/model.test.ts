import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { verifyLedger } from "#services/verify-ledger.server.ts";
import { grantCredits } from "#services/grant-credits.server.ts";
import { receiveMessage } from "#services/receive-message.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/switch-automation.server.ts";
import type { SendOutcome } from "#core/sms/outcome.ts";
import type { Temporal } from "#core/time.ts";
import { describeOnDatabases, type TestDatabase } from "#tests/support/database.ts";
import { checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, type House } from "./house.ts";

/** Three people, in a state whose clock is the shop's. */
const people = [0, 1, 2].map((at) => ({ id: String(7_000_001 + at), phone: `+1212555010${at}` }));
const person = fc.constantFrom(...people);
const cart = fc.constantFrom("a", "b");
const minutes = fc.integer({ min: 0, max: 30 });

type Command = { say: string; do(street: Street): Promise<unknown> };

/** A shop under random events, and what must hold of it whatever happens. */
interface Street {
  house: House;
  shopId: string;
  /** When each number said stop last, unless it resumed. */
  stopped: Map<string, Temporal.Instant>;
}

const outcomes: Record<string, () => SendOutcome> = {
  accepted,
  refused: () => ({ kind: "refused", code: "21211", detail: "no such number" }),
  throttled: () => ({ kind: "throttled", detail: "too many requests" }),
  unreachable: () => ({ kind: "unreachable", detail: "connect ECONNREFUSED" }),
  unknown: () => ({ kind: "unknown", detail: "timeout" }),
};

const told = fc.record({ who: person, cart, late: minutes, again: fc.boolean() });
const tell = (topic: string, body: (given: { who: (typeof people)[number]; cart: string }) => string) =>
  told.map(
    (given): Command => ({
      say: `${topic} of ${given.who.phone}, cart ${given.cart}, ${given.late} minutes late${given.again ? ", told twice" : ""}`,
      do: async ({ house }) => {
        const at = house.clock.now().subtract({ minutes: given.late });
        const event = { eventId: `${topic}-${given.who.id}-${given.cart}-${at.epochMilliseconds}`, at };
        await house.deliver(topic, body(given), event);
        if (given.again) await house.deliver(topic, body(given), event);
        await house.work();
      },
    }),
  );

const reply = (word: "STOP" | "START") =>
  person.map(
    ({ phone }): Command => ({
      say: `${word} from ${phone}`,
      do: async ({ house, stopped }) => {
        await receiveMessage(house.context, { providerId: `SM${house.context.newId(house.clock.now())}`, from: phone, to: "+15005550006", body: word, answeredByProvider: false });
        const [known] = await house.rows(`SELECT 1 FROM "Customer" WHERE "phone" = $1`, [phone]);
        if (word === "START") stopped.delete(phone);
        else if (known) stopped.set(phone, house.clock.now());
      },
    }),
  );

const switched = (say: string, work: typeof pauseAutomation) =>
  fc.constant<Command>({
    say,
    do: async ({ house, shopId }) => {
      for (const { id } of await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`)) await work(house.context, { shopId, automationId: id, actor: "test" });
      await house.work();
    },
  });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: tell("orders/create", ({ who, cart: token }) => orderBody({ ...who, token, order: `${who.id}${token === "a" ? 1 : 2}` })) },
  { weight: 4, arbitrary: tell("checkouts/update", ({ who, cart: token }) => checkoutBody({ ...who, token: `${who.id}-${token}` })) },
  { weight: 2, arbitrary: tell("customers_marketing_consent/update", ({ who }) => consentBody({ ...who })) },
  { weight: 1, arbitrary: tell("customers_marketing_consent/update", ({ who }) => consentBody({ ...who, state: "unsubscribed", at: "2026-03-02T15:30:00Z" })) },
  { weight: 2, arbitrary: reply("STOP") },
  { weight: 1, arbitrary: reply("START") },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }).map((hours): Command => ({ say: `${hours} hours pass`, do: ({ house }) => house.pass({ hours }) })) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(outcomes)).map((kind): Command => ({ say: `the phone company says ${kind}`, do: async ({ house }) => house.phoneCompany(() => (outcomes[kind] ?? accepted)()) })) },
  { weight: 1, arbitrary: fc.constant<Command>({ say: "three credits more", do: ({ house, shopId }) => grantCredits(house.context, { shopId, credits: 3, type: "grant", note: "", actor: "test" }) }) },
  { weight: 1, arbitrary: switched("all off", pauseAutomation) },
  { weight: 1, arbitrary: switched("all on", resumeAutomation) },
);

async function mustHold({ house, stopped }: Street): Promise<void> {
  for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
  const { balance, held } = await house.holdings();
  expect(Math.min(balance, held)).toBeGreaterThanOrEqual(0);
  // A text is called for once, but for calls that are known not to have gone out.
  expect(await house.rows(`SELECT "messageId" FROM "MessageAttempt" WHERE "outcome" NOT IN ('throttled', 'unreachable') GROUP BY "messageId" HAVING count(*) > 1`)).toEqual([]);
  for (const [phone, at] of stopped) {
    expect(await house.rows(`SELECT t."id" FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" WHERE m."to" = $1 AND t."startedAt" > $2`, [phone, at])).toEqual([]);
  }
  // Every running sequence waits for a step that will come, or for what became of a text.
  expect(
    await house.rows(
      `SELECT q."id" FROM "AutomationSequence" q WHERE q."status" = 'active' AND (SELECT count(*) FROM "ScheduledAutomation" a WHERE a."sequenceId" = q."id" AND a."status" = 'scheduled') <> 1`,
    ),
  ).toEqual([]);
  // Every sent text has its log, every log of a text its message.
  expect(
    await house.rows(
      `SELECT m."id" FROM "Message" m WHERE m."direction" = 'outbound' AND m."status" IN ('sent', 'delivered') AND (SELECT count(*) FROM "AutomationLog" l WHERE l."messageId" = m."id" AND l."status" = 'sent') <> 1`,
    ),
  ).toEqual([]);
}

// RUNS=500 looks longer.
describeOnDatabases("whatever happens, in any order", (database) => {
  let here: TestDatabase;
  beforeEach(() => (here = database()));

  // oxlint-disable-next-line vitest/expect-expect -- mustHold expects, after each command
  test("no text twice, none after a stop, and the books balance", { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        await here.reset();
        const house = buildHouse(here);
        try {
          const street: Street = { house, shopId: await house.open(["welcome", "abandoned-cart", "order-confirmation"], { credits: 8 }), stopped: new Map() };
          for (const { do: perform } of commands) {
            await perform(street);
            await mustHold(street);
          }
        } finally {
          await house.close();
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 12), reporter: (run) => {
        if (run.failed) throw new Error(`after ${run.counterexample?.[0].map(({ say }) => say).join("; ")}`, { cause: run.errorInstance });
      } },
    );
  });
});
