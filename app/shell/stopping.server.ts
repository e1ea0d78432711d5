import type { AppContext } from "./context.server.ts";

/** Processes that were told to stop, by their queue, which all derived contexts share. */
const stopping = new WeakSet<AppContext["queue"]>();

/**
 * Tells the process's work to stop: it claims nothing more, calls no other system any more, and gives back what it has
 * claimed and not begun. Calls under way end, and their outcomes are recorded.
 */
export function announceStop({ queue }: Pick<AppContext, "queue">): void {
  stopping.add(queue);
}

/** Whether the process was told to stop. Ask before each claim and before each call to another system. */
export const isStopping = ({ queue }: Pick<AppContext, "queue">): boolean => stopping.has(queue);
