import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeWithManagers, soon } from "./stand.ts";

const words = text.inbox;
const tasks = text.tasks;
const ANA = { id: "7012340000011", name: "Ana Reyes", phone: "+12125550123" };
const GRACE = { id: "7012340000013", name: "Grace Okafor", phone: "+15125550117" };
const SHIRT = "44120000000101";

describeWithManagers("the inbox as a desk", (stand) => {
  const agree = ({ id }: { id: string }) => stand().sandbox.api(`store/customers/${id}/consent`, { subscribed: true });
  const write = ({ phone }: { phone: string }, body: string) =>
    stand().sandbox.api("phone/receive", { from: phone, body });
  const buy = async ({ id }: { id: string }) => {
    await stand().sandbox.api(`store/customers/${id}/cart`, { variantId: SHIRT, quantity: 1 });
    await stand().sandbox.api(`store/customers/${id}/order`);
  };
  const threadWith = (app: FrameLocator, { name }: { name: string }) =>
    app.getByRole("region", { name: words.thread(name) });
  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (!box) throw new Error("it is not shown");
    return { ...box, right: box.x + box.width, bottom: box.y + box.height };
  };
  const tab = (app: FrameLocator, name: string) => app.getByRole("tab", { name: new RegExp(`^${name}`) }).first();
  const isInView = async (page: Page, locator: Locator) => {
    const { y, bottom } = await boxOf(locator);
    return y >= 0 && bottom <= (page.viewportSize()?.height ?? 0);
  };

  test("beside the thread stands the customer with their orders", async () => {
    await agree(ANA);
    await buy(ANA);
    await write(ANA, "When does my shirt ship?");
    const { page, app } = await stand().visit("/app/inbox");
    await app.getByRole("link", { name: ANA.name }).click();
    const customer = app.getByRole("complementary", { name: words.customer });
    await customer.getByText("#1001").first().waitFor();
    await customer.getByText(words.panel.states.unfulfilled).first().waitFor();
    expect((await boxOf(customer)).x).toBeGreaterThanOrEqual((await boxOf(threadWith(app, ANA))).right - 1);
    await page.close();
  });

  test("a conversation is taken, noted in and closed; the customer's next text opens it again", async () => {
    await agree(ANA);
    await write(ANA, "Is the linen pre-washed?");
    const { page, app } = await stand().visit("/app/inbox");
    await app.getByRole("link", { name: ANA.name }).click();
    await app.getByRole("button", { name: words.assignNamed(null) }).click();
    await app.getByRole("button", { name: /^Rosa/ }).click();
    await tab(app, words.tabs.mine).filter({ hasText: "1" }).waitFor();

    await app.getByRole("button", { name: words.modes.note }).click();
    await app.getByLabel(words.noteLabel).fill("Ask the mill before you answer.");
    await app.getByRole("button", { name: words.saveNote }).click();
    const note = threadWith(app, ANA).getByRole("listitem").filter({ hasText: "Ask the mill" });
    await note.getByText(words.note).first().waitFor();
    const { conversations } = await stand().sandbox.state();
    expect(conversations.flatMap(({ texts }) => texts.map(({ body }) => body))).not.toContain(
      "Ask the mill before you answer.",
    );

    await app.getByRole("button", { name: words.close, exact: true }).click();
    await app.getByRole("button", { name: words.reopen }).first().waitFor();
    await app.getByRole("link", { name: ANA.name }).waitFor({ state: "detached" });
    await tab(app, words.tabs.closed).click();
    await app.getByRole("link", { name: ANA.name }).first().waitFor();

    await write(ANA, "Hello?");
    await app.getByRole("heading", { name: words.empty.closed.title }).first().waitFor();
    await tab(app, words.tabs.mine).click();
    await app.getByRole("link", { name: ANA.name }).first().waitFor();
    await page.close();
  });

  test("on a phone the composer and the stop decision are in view, and the thread is at its end", async () => {
    await agree(GRACE);
    for (let n = 1; n <= 12; n++) await write(GRACE, `Question ${n}: does the throw fade in the sun?`);
    await write(GRACE, "is this in stop-motion?");
    const { page, app } = await stand().visit("/app/inbox", { width: 390 });
    await page.setViewportSize({ width: 390, height: 844 });
    await app.getByRole("link", { name: GRACE.name }).click();
    const newest = threadWith(app, GRACE).getByText("is this in stop-motion?").last();
    await newest.waitFor();
    for (const shown of [
      newest,
      app.getByRole("button", { name: words.held.stop }),
      app.getByRole("button", { name: words.held.goOn }),
      app.getByLabel(words.answer),
      app.getByRole("button", { name: words.send }),
    ])
      await expect.poll(() => isInView(page, shown), soon).toBe(true);
    const frame = page.frames().find((one) => one.url().includes("/app/inbox/"));
    expect(await frame?.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
    const talk = await threadWith(app, GRACE).evaluate((pane) => ({
      scrolls: pane.scrollHeight > pane.clientHeight,
      left: pane.scrollHeight - pane.clientHeight - pane.scrollTop,
    }));
    expect(talk.scrolls).toBe(true);
    expect(talk.left).toBeLessThan(2);

    const customer = app.getByRole("complementary", { name: words.customer });
    expect(await customer.isVisible()).toBe(false);
    await app.getByRole("button", { name: words.customer, exact: true }).click();
    await customer.getByRole("link", { name: words.panel.open }).first().waitFor();
    expect(await isInView(page, app.getByRole("button", { name: words.send }))).toBe(true);
    await page.close();
  });

  test("a task is created by hand about a customer who is found by name, and commented", async () => {
    const { page, app } = await stand().visit("/app/tasks");
    await app.getByRole("button", { name: tasks.create }).click();
    const form = app.getByRole("dialog");
    await form.getByRole("button", { name: tasks.create }).click();
    await form.getByText("Is empty: write what to do").first().waitFor();
    await form.getByLabel(tasks.form.title, { exact: true }).fill("Send Grace the care sheet");
    await form.getByLabel(tasks.form.date).fill("2030-05-06");
    await form.getByLabel(tasks.form.customer).pressSequentially("grace");
    await app.getByRole("option", { name: new RegExp(GRACE.name) }).click();
    await form.getByLabel(tasks.form.assignee).selectOption({ label: "Rosa Larkspur" });
    await form.getByRole("button", { name: tasks.create }).click();
    await form.waitFor({ state: "detached" });
    await tab(app, tasks.tabs.mine).click();
    await app.getByText(GRACE.name).first().waitFor();
    await app.getByRole("link", { name: "Send Grace the care sheet" }).click();
    await app.getByLabel(tasks.comment).fill("Sent, by post.");
    await app.getByRole("button", { name: tasks.saveComment }).click();
    await app.getByText("Sent, by post.").first().waitFor();
    await expect.poll(() => app.getByLabel(tasks.comment).inputValue(), soon).toBe("");
    await app.getByRole("button", { name: tasks.done }).click();
    await app.getByRole("button", { name: tasks.reopen }).first().waitFor();
    await page.close();
  });

  test("both are for every width and for everybody", async () => {
    await stand().inspect("/app/inbox?tab=mine", async (app) => {
      await app.getByRole("link", { name: ANA.name }).click();
      await threadWith(app, ANA).getByText(words.note).first().waitFor();
      await app.getByRole("button", { name: words.modes.note }).click();
    });
    await stand().inspect("/app/inbox?tab=held", async (app) => {
      await app.getByRole("link", { name: GRACE.name }).click();
      await threadWith(app, GRACE).waitFor();
    });
    await stand().inspect("/app/tasks?new=task", (app) => app.getByRole("dialog").first().waitFor());
    await stand().inspect("/app/tasks?tab=done", async (app) => {
      await app.getByRole("link", { name: "Send Grace the care sheet" }).click();
      await app.getByRole("heading", { name: tasks.comments }).first().waitFor();
    });
  });
});
