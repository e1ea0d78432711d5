import { showNumber } from "../number.ts";
import { uncapitalised, within } from "../sentence.ts";

const times = (clicks: number): string =>
  clicks === 1 ? "once" : clicks === 2 ? "twice" : `${showNumber(clicks)} times`;
const followed = (clicks: number, last: string): string =>
  `Followed ${times(clicks)}, ${clicks === 1 ? "" : "last "}${within(last)}`;

/** Clicks of machines, such as scanners and previews, said beside those of people. */
const alsoMachines = (machineClicks: number): string =>
  machineClicks === 0 ? "" : `, and ${times(machineClicks)} by ${machineClicks === 1 ? "a machine" : "machines"}`;
const notFollowed = (machineClicks: number): string =>
  machineClicks === 0
    ? "Not followed yet"
    : `Followed ${times(machineClicks)} by ${machineClicks === 1 ? "a machine" : "machines"}, not by a person yet`;

/** Clicks on the links in texts. */
export const links = {
  title: "Link",
  alsoMachines,
  notFollowed,
  followed: (clicks: number, last: string, machineClicks: number) =>
    `${followed(clicks, last)}${alsoMachines(machineClicks)}`,
  told: (clicks: number, last: string, machineClicks: number) =>
    `Link ${uncapitalised(followed(clicks, last))}${alsoMachines(machineClicks)}`,
  rate: (clicked: number, linked: number, machines: number) =>
    `${showNumber(clicked)} of ${showNumber(linked)} followed the link (${Math.round((100 * clicked) / linked)}%` +
    `${machines === 0 ? "" : `; ${showNumber(machines)} by machines`})`,
};
