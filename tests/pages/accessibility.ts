import axe from "axe-core";
import type { Page } from "playwright-core";

const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What in the app's page breaks WCAG 2.2 AA, as axe finds it: a line for each rule and element.
 * @param within a selector of the part that is looked at, where the rest has been looked at before
 */
export async function barriersIn(page: Page, within = ":root"): Promise<string[]> {
  const app = page.frames().find((frame) => /^\/app(\/|$|\?)/.test(new URL(frame.url(), "http://nowhere").pathname));
  if (!app) throw new Error("the app is not open in this page");
  if (!(await app.evaluate(() => "axe" in globalThis))) await app.evaluate(axe.source);
  return app.evaluate(
    async ([part, tags]) => {
      // Half-way through a fade every contrast is low. What never ends, as a spinner, is not awaited.
      const transitions = document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(transitions.map(({ finished }) => finished));
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(part, {
        runOnly: tags,
        resultTypes: ["violations"],
        // Of style sheets of other origins: there are none.
        preload: false,
      });
      // Polaris puts the button of the tabs that find no place into the list of tabs.
      const ofPolaris = (id: string, html: string) => id === "aria-required-children" && html.includes("Polaris-Tabs");
      return violations.flatMap(({ id, help, nodes }) =>
        nodes
          .filter(({ html }) => !ofPolaris(id, html))
          .map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
      );
    },
    [within, WCAG_22_AA] as const,
  );
}
