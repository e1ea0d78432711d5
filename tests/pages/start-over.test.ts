import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const ANA = "7012340000011";

describeAtStand("starting over", (stand) => {
  test("a new store on its first day takes the place of the old one, in the app too", async () => {
    const { sandbox, context, visit } = stand();
    const textsOf = async () => (await sandbox.state()).conversations.flatMap(({ texts }) => texts);
    await sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true });
    await sandbox.api("clock", { days: 3 });
    expect(await textsOf()).not.toEqual([]);
    const { aheadBy } = (await sandbox.state()).clock;

    const desk = await context.newPage();
    desk.on("dialog", (dialog) => void dialog.accept());
    await desk.goto(`${sandbox.url}/sandbox`);
    await desk.getByRole("button", { name: "Start over" }).click();
    await expect.poll(textsOf, soon).toEqual([]);
    expect((await sandbox.state()).clock.aheadBy).toBeLessThan(aheadBy);
    await desk.close();

    const { page, app } = await visit("/app");
    await app.getByText(text.home.latest.none).first().waitFor();
    await page.close();
  });
});
