import { showNumber } from "../number.ts";

/** The email that alerts the team. */
export const alertMail = {
  from: "Shopbell",
  subject: (shop: string, titles: readonly string[]): string =>
    `${shop}: ${titles.length === 1 ? titles[0] : `${showNumber(titles.length)} alerts, such as “${titles[0]}”`}`,
  open: (url: string) => `See it in Shopbell: ${url}`,
  why: (shop: string) =>
    `You get this because alerts of ${shop} go to this address. It can be changed in Shopbell ` +
    "under Settings, Your team.",
};
