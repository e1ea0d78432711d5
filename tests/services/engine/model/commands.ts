import fc from "fast-check";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { saveDraft } from "#services/automations/draft-automation.server.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { publishAutomation } from "#services/automations/publish-automation.server.ts";
import { cancelStep, moveStep, runStepNow } from "#services/scheduled/change-step.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { cancelSequence, pauseSequence, resumeSequence } from "#services/automations/change-sequence-status.server.ts";
import { checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { accepted } from "#tests/services/test-app.ts";
import { outcomes, people, type Command } from "./street.ts";

const person = fc.constantFrom(...people);
const cart = fc.constantFrom("a", "b");
const minutes = fc.integer({ min: 0, max: 30 });

type Given = { who: (typeof people)[number]; cart: string };
const told = fc.record({ who: person, cart, late: minutes, again: fc.boolean() });
const tell = (topic: string, body: (given: Given) => string) =>
  told.map((given): Command => ({
    say: `${topic} of ${given.who.phone}, cart ${given.cart}, ${given.late} minutes late${given.again ? ", told twice" : ""}`,
    do: async ({ house }) => {
      const at = house.clock.now().subtract({ minutes: given.late });
      const event = { eventId: `${topic}-${given.who.id}-${given.cart}-${at.epochMilliseconds}`, at };
      await house.deliver(topic, body(given), event);
      if (given.again) await house.deliver(topic, body(given), event);
      await house.work();
    },
  }));

const order = ({ who, cart: token }: Given) => orderBody({ ...who, token, order: `${who.id}${token === "a" ? 1 : 2}` });

const reply = (word: string) =>
  person.map(({ phone }): Command => ({
    say: `${word} from ${phone}`,
    do: async ({ house, stopped }) => {
      await receiveMessage(house.context, {
        providerId: `SM${house.context.newId(house.clock.now())}`,
        from: phone,
        to: "+15005550006",
        body: word,
        answeredByProvider: false,
      });
      const [known] = await house.rows(`SELECT 1 FROM "Customer" WHERE "phone" = $1`, [phone]);
      if (word === "START") stopped.delete(phone);
      else if (known && word === "STOP") stopped.set(phone, house.clock.now());
      await house.work();
    },
  }));

const switched = (say: string, work: typeof pauseAutomation) =>
  fc.constant<Command>({
    say,
    do: async ({ house, shopId }) => {
      for (const { id } of await house.rows<{ id: string }>(
        `SELECT "id" FROM "Automation" WHERE "status" <> 'archived'`,
      ))
        await work(house.context, { shopId, automationId: id, actor: "test" });
      await house.work();
    },
  });

const hours = fc
  .integer({ min: 1, max: 60 })
  .map((amount): Command => ({ say: `${amount} hours pass`, do: ({ house }) => house.pass({ hours: amount }) }));
const phoneCompany = fc.constantFrom(...Object.keys(outcomes)).map((kind): Command => ({
  say: `the phone company says ${kind}`,
  do: async ({ house }) => house.phoneCompany(() => (outcomes[kind] ?? accepted)()),
}));
const mailServer = fc.constantFrom("done", "retry", "refused", "unknown").map((kind): Command => ({
  say: `the mail server says ${kind}`,
  do: async ({ house }) => house.mailServer(() => ({ kind, code: "550", detail: kind })),
}));
const lookUp = fc.constant<Command>({
  say: "unknown texts are looked for, and none is found",
  do: async ({ house }) => {
    await resolveUnknownOutcomes(house.context);
    await house.work();
  },
});

/** An edit of one of the shop's own flows: a text reads otherwise, a step comes or goes. */
const edit = fc
  .record({
    at: fc.nat(),
    inside: fc.constantFrom("finish", "move", "cancel"),
    word: fc.constantFrom("", " again"),
    longer: fc.boolean(),
  })
  .map(({ at, inside, word, longer }): Command => ({
    say: `an edit is published; those inside ${inside}`,
    do: async ({ house, shopId, automations }) => {
      const automationId = automations[at % automations.length] ?? "";
      const [row] = await house.rows<{ draft: DefinitionDocument }>(
        `SELECT "draft" FROM "Automation" WHERE "id" = $1`,
        [automationId],
      );
      if (!row) return;
      const kept = row.draft.steps.filter(({ id }) => id !== "extra");
      const extra = { id: "extra", type: "send_sms", config: { body: `Extra${word}` } };
      await saveDraft(house.context, {
        shopId,
        automationId,
        document: { ...row.draft, steps: longer ? [...kept, extra] : kept },
        actor: "test",
      });
      await publishAutomation(house.context, { shopId, automationId, actor: "test", inside });
      await house.work();
    },
  }));

const archive = fc.nat().map((at): Command => ({
  say: "a flow is archived",
  do: async ({ house, shopId, automations }) => {
    await archiveAutomation(house.context, {
      shopId,
      automationId: automations[at % automations.length] ?? "",
      actor: "test",
    });
    await house.work();
  },
}));

/** Somebody in support stops, resumes or ends one sequence. */
const steer = fc
  .tuple(fc.nat(), fc.constantFrom(pauseSequence, resumeSequence, cancelSequence))
  .map(([at, work]): Command => ({
    say: `${work.name} of one of those running`,
    do: async ({ house, shopId }) => {
      const running = await house.rows<{ id: string }>(
        `SELECT "id" FROM "AutomationSequence" WHERE "status" IN ('active', 'paused') ORDER BY "startedAt", "id"`,
      );
      const chosen = running[at % Math.max(1, running.length)];
      if (chosen) await work(house.context, { shopId, sequenceId: chosen.id, actor: "test" });
      await house.work();
    },
  }));

/** Or one step: now, later, or not at all. */
const nudge = fc.tuple(fc.nat(), fc.constantFrom("now", "later", "never")).map(([at, when]): Command => ({
  say: `a step is to be done ${when}`,
  do: async ({ house, shopId }) => {
    const waiting = await house.rows<{ id: string }>(
      `SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'scheduled' ORDER BY "createdAt", "id"`,
    );
    const chosen = waiting[at % Math.max(1, waiting.length)];
    if (!chosen) return;
    const step = { shopId, id: chosen.id, actor: "test" };
    if (when === "now") await runStepNow(house.context, step);
    else if (when === "later") await moveStep(house.context, { ...step, to: house.clock.now().add({ hours: 5 }) });
    else await cancelStep(house.context, step);
    await house.work();
  },
}));

/** All that may happen to a shop. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: tell("orders/create", order) },
  { weight: 2, arbitrary: tell("orders/paid", order) },
  { weight: 1, arbitrary: tell("orders/cancelled", order) },
  {
    weight: 4,
    arbitrary: tell("checkouts/update", ({ who, cart: token }) =>
      checkoutBody({ ...who, token: `${who.id}-${token}` }),
    ),
  },
  { weight: 2, arbitrary: tell("customers_marketing_consent/update", ({ who }) => consentBody({ ...who })) },
  {
    weight: 1,
    arbitrary: tell("customers_marketing_consent/update", ({ who }) =>
      consentBody({ ...who, state: "unsubscribed", at: "2026-03-02T15:30:00Z" }),
    ),
  },
  {
    weight: 2,
    arbitrary: tell("customer.tags_added", ({ who, cart: token }) =>
      tagsBody([token === "a" ? "vip" : "ping"], who.id),
    ),
  },
  { weight: 1, arbitrary: tell("customer.tags_added", ({ who }) => tagsBody(["gone"], who.id)) },
  { weight: 2, arbitrary: reply("STOP") },
  { weight: 1, arbitrary: reply("START") },
  { weight: 1, arbitrary: reply("can I stop by the store?") },
  { weight: 4, arbitrary: hours },
  { weight: 2, arbitrary: phoneCompany },
  { weight: 1, arbitrary: mailServer },
  { weight: 1, arbitrary: lookUp },
  {
    weight: 1,
    arbitrary: fc.constant<Command>({
      say: "three credits more",
      do: ({ house, shopId }) =>
        grantCredits(house.context, { shopId, credits: 3, type: "grant", note: "", actor: "test" }),
    }),
  },
  { weight: 2, arbitrary: edit },
  { weight: 1, arbitrary: archive },
  { weight: 2, arbitrary: steer },
  { weight: 2, arbitrary: nudge },
  { weight: 1, arbitrary: switched("all off", pauseAutomation) },
  { weight: 1, arbitrary: switched("all on", resumeAutomation) },
);
