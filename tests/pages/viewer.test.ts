import type { FrameLocator } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { ask } from "./ask.ts";
import { describeWithManagers, STAFF, type Stand } from "./stand.ts";
import { giveTheTeamWork } from "./team-flow.ts";

const [ANA, GRACE] = ["7012340000011", "7012340000013"] as const;
const SHIRT = "44120000000101";

/** Lists, and what in each leads to the one thing that is looked at. */
const lists = {
  automation: "/app/automations",
  customer: "/app/customers",
  conversation: "/app/inbox",
  entry: "/app/activity?view=failed",
} as const;

interface Sight {
  /** The page's address, with the name of a list's thing for the thing's own. */
  at: string;
  /** What is offered to who may act there, by the name it is announced by; everybody else looks in vain. */
  acts: readonly (string | RegExp)[];
  /** What tells who may not act that it is so. */
  says?: string;
  /** What comes last, where the page is not whole from the start. */
  comes?: string;
}

const sights: readonly Sight[] = [
  { at: "/app", acts: [/^Keep “/, text.home.setup.steps.sender.action], says: text.home.setup.notYours },
  { at: "/app/automations", acts: [/^Turn off /] },
  {
    at: "/app/automations/library/birthday",
    acts: [text.library.use, text.library.turnOn],
    says: text.access.lookOnly,
  },
  { at: "/app/automations/new", acts: [/^Choose /], says: text.access.lookOnly },
  { at: "automation", acts: [text.automations.turnOff] },
  {
    at: "automation/edit",
    acts: [text.publish.publish, /^Add a step after /, /^Actions for /, "Name"],
    says: text.editor.readOnly,
    comes: "Wait 2 days",
  },
  { at: "automation/test", acts: ["Your phone number"] },
  { at: "automation/backtest", acts: [text.trial.start], says: text.access.lookOnly },
  { at: "automation/versions", acts: [] },
  { at: "/app/activity", acts: ["Export"] },
  { at: "entry", acts: [text.entry.retry] },
  { at: "/app/scheduled", acts: [/^Actions for /] },
  { at: "/app/customers", acts: [] },
  { at: "customer", acts: [text.customers.suppression.stop, "Consent record"] },
  {
    at: "conversation",
    acts: [text.inbox.answer, text.inbox.markUnread, text.inbox.close, text.inbox.modes.note],
    says: text.inbox.mayNot,
  },
  { at: "/app/tasks", acts: [text.tasks.create, /^Mark as done: /, /^Cancel: /] },
  { at: "/app/notices", acts: [text.notices.allRead, /^Mark as read: /] },
  { at: "/app/credits", acts: [/^Buy /, /^Low balance alert/] },
  { at: "/app/settings", acts: [text.settings.sender.name], says: text.settings.readOnly },
  { at: "/app/settings/caps", acts: [text.settings.caps.add], says: text.settings.readOnly },
  { at: "/app/settings/team", acts: [text.settings.team.byDefault], says: text.settings.team.ownerAlone },
  { at: "/app/settings/events", acts: [text.settings.events.make], says: text.settings.readOnly },
  { at: "/app/settings/history", acts: [] },
  { at: "/app/health", acts: [/^Try again: /] },
];

/**
 * Ana has left a cart and a task behind, Grace a text that failed and a reply that is not clear; Vera may look alone.
 */
async function fill(stand: Stand): Promise<void> {
  const { sandbox } = stand;
  await giveTheTeamWork(sandbox);
  for (const customer of [ANA, GRACE]) await sandbox.api(`store/customers/${customer}/consent`, { subscribed: true });
  await sandbox.api("twilio/fault", { kind: "reject", code: 30034 });
  await sandbox.api(`store/customers/${GRACE}/cart`, { variantId: SHIRT, quantity: 1 });
  await sandbox.api(`store/customers/${GRACE}/order`);
  await sandbox.api("clock", { minutes: 10 });
  await sandbox.api("twilio/fault", { kind: "none" });
  await sandbox.api(`store/customers/${ANA}/cart`, { variantId: SHIRT, quantity: 1 });
  await sandbox.api(`store/customers/${ANA}/checkout`);
  await sandbox.api("phone/receive", { from: "+15125550117", body: "When does it ship?" });

  const hired = await stand.visit("/app", { as: "Vera" });
  await hired.app.getByRole("heading", { level: 1 }).first().waitFor();
  await hired.page.close();
  const { page, app } = await stand.visit("/app/settings/team");
  await app
    .getByLabel(text.settings.team.roleOf("Vera"))
    .or(app.getByRole("heading", { level: 1 }))
    .first()
    .waitFor();
  expect(
    await ask(app, sandbox.url, "/app/settings/team?_data=routes%2Fapp.settings.team", {
      intent: "role",
      userId: String(STAFF.Vera),
      role: "viewer",
    }),
  ).toBe(200);
  await page.close();
}

/** Whatever can be pressed, chosen or written into, by its name. */
const offered = (app: FrameLocator, name: string | RegExp) => {
  const named = { name, ...(typeof name === "string" && { exact: true }) };
  return (["button", "menuitem", "link", "textbox", "checkbox", "combobox", "switch", "spinbutton"] as const)
    .map((role) =>
      app.getByRole(role, { ...named, ...(role !== "link" && role !== "menuitem" && { disabled: false }) }),
    )
    .reduce((all, one) => all.or(one));
};

/** Where the first thing of each list is. */
async function addressesIn({ visit }: Stand): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [thing, list] of Object.entries(lists)) {
    const { page, app } = await visit(list);
    // Ids of ours begin with the time, and so with a nought.
    const link = app
      .locator(`a[href^="${list.split("?")[0]}/0"]`)
      .filter({ visible: true })
      .first();
    await link.waitFor();
    found.set(thing, (await link.getAttribute("href")) ?? "");
    await page.close();
  }
  return found;
}

describeWithManagers("who may look alone", (stand) => {
  let addresses: Map<string, string>;
  beforeAll(async () => {
    await fill(stand());
    addresses = await addressesIn(stand());
  });
  // An open page listens for changes, and a browser has few connections to one address.
  afterEach(async () => {
    for (const page of stand().context.pages()) await page.close();
  });

  const go = async ({ at }: Sight, as: "Rosa" | "Vera") => {
    const { page, app } = await stand().visit(
      at.replace(/^\w+/, (thing) => addresses.get(thing) ?? thing),
      { as },
    );
    const heading = app.getByRole("heading", { level: 1 }).first();
    await heading.waitFor();
    return { page, app, title: await heading.innerText() };
  };

  test.each(sights.map((sight) => [sight.at, sight] as const))(
    "is shown %s, told what they may not, and offered nothing of it",
    async (_name, sight) => {
      const owner = await go(sight, "Rosa");
      // So that a name which is no longer used is not looked for in vain for ever.
      for (const act of sight.acts) await offered(owner.app, act).first().waitFor();
      // Whoever comes last to the admin is who is signed in.
      await owner.page.close();
      const viewer = await go(sight, "Vera");
      expect(viewer.title).toBe(owner.title);
      if (sight.says) await viewer.app.getByText(sight.says).first().waitFor();
      if (sight.comes) await viewer.app.getByText(sight.comes).first().waitFor();
      for (const act of sight.acts) expect([act, await offered(viewer.app, act).count()]).toEqual([act, 0]);
      expect((await viewer.app.locator("body").innerText()).length).toBeGreaterThan(viewer.title.length + 20);
    },
  );
});
