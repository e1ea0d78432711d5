import { showNumber } from "../number.ts";

/** The list of automations, and the library. */
export const automations = {
  title: "Automations",
  resource: { singular: "automation", plural: "automations" },
  name: "Automation",
  trigger: "Starts with",
  status: "Status",
  entered: "Entered",
  sent: "Sent",
  skipped: "Not sent",
  onOff: "On or off",
  period: "Figures of the last 30 days",
  figures: (entered: number, sent: number, skipped: number) => `${showNumber(entered)} entered · ${showNumber(sent)} sent · ${showNumber(skipped)} not sent`,
  startsWith: (trigger: string) => `Starts with: ${trigger}`,
  turnOn: "Turn on",
  turnOff: "Turn off",
  turnOnNamed: (name: string) => `Turn on ${name}`,
  turnOffNamed: (name: string) => `Turn off ${name}`,
  turnedOn: (name: string) => `${name} is on`,
  turnedOff: (name: string) => `${name} is off`,
  emptyTitle: "No automation yet",
  emptyBody: "An automation waits for something to happen in your store, then texts the customer. Turn on one of the ready-made ones below.",
  libraryTitle: "Ready to turn on",
  libraryBody: "Written and timed for you. Each runs as soon as you turn it on.",
  switchFailed: "That did not work. Try again in a moment.",
};
