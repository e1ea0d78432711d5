import { pass, type Guard } from "./define.ts";

export const shopInstalled: Guard = {
  name: "shop_installed",
  check: ({ shop }) =>
    shop.installed
      ? pass({ installed: true })
      : { answer: "exit", reason: "shop_uninstalled", saw: { installed: false } },
};

/**
 * Off means held, not lost: what is due while an automation is paused runs when it is resumed. Nothing is held of a
 * sequence that is over.
 */
export const automationActive: Guard = {
  name: "automation_active",
  check: ({ automation: { status }, sequence }) => {
    const isOver = sequence.status !== "active" && sequence.status !== "paused";
    if (status === "active" || (status === "paused" && isOver)) return pass({ status });
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

/** Looked at again when the step is due, because an exit may have been told before the entry was. */
export const notExited: Guard = {
  name: "exits",
  check: ({ exit }) =>
    exit ? { answer: "exit", reason: "exited", saw: { on: exit.on, at: exit.at.toString() } } : pass({ seen: null }),
};
