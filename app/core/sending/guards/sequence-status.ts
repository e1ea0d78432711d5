import { pass, type Guard } from "./define.ts";

export const shopInstalled: Guard = {
  name: "shop_installed",
  check: ({ shop }) =>
    shop.installed
      ? pass({ installed: true })
      : { answer: "exit", reason: "shop_uninstalled", saw: { installed: false } },
};

/**
 * Holds due steps while the automation is paused, so that they run after it resumes. Steps of an ended sequence are not
 * held.
 */
export const automationActive: Guard = {
  name: "automation_active",
  check: ({ automation: { status }, sequence }) => {
    const isEnded = sequence.status !== "active" && sequence.status !== "paused";
    if (status === "active" || (status === "paused" && isEnded)) return pass({ status });
    return status === "archived"
      ? { answer: "exit", reason: "automation_archived", saw: { status } }
      : { answer: "hold", reason: "automation_paused", saw: { status } };
  },
};

export const sequenceActive: Guard = {
  name: "sequence_active",
  check: ({ sequence: { status } }) => {
    if (status === "active") return pass({ status });
    return status === "paused"
      ? { answer: "hold", reason: "automation_paused", saw: { status } }
      : { answer: "exit", reason: "sequence_cancelled", saw: { status } };
  },
};

/** Runs again when the step is due, because an exit may be delivered before its entry. */
export const notExited: Guard = {
  name: "exits",
  check: ({ exit }) =>
    exit ? { answer: "exit", reason: "exited", saw: { on: exit.on, at: exit.at.toString() } } : pass({ seen: null }),
};
