import { showNumber } from "../number.ts";
import { uncapitalised, within } from "../sentence.ts";

const times = (clicks: number): string =>
  clicks === 1 ? "once" : clicks === 2 ? "twice" : `${showNumber(clicks)} times`;
const followed = (clicks: number, last: string): string =>
  `Followed ${times(clicks)}, ${clicks === 1 ? "" : "last "}${within(last)}`;

/** Clicks on the links in texts. */
export const links = {
  title: "Link",
  followed,
  notFollowed: "Not followed yet",
  told: (clicks: number, last: string) => `Link ${uncapitalised(followed(clicks, last))}`,
  rate: (clicked: number, linked: number) =>
    `${showNumber(clicked)} of ${showNumber(linked)} followed the link (${Math.round((100 * clicked) / linked)} %)`,
};
