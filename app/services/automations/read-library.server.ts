import { library } from "#library/index.ts";
import { categories } from "#library/define.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAutomationLines } from "#shell/repositories/automations/automation-list.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatTrigger } from "./read-triggers.server.ts";

/** The shop's own automation that was made from a ready-made one. */
interface Taken {
  automationId: string;
  status: AutomationStatus;
}

/** A ready-made automation, as the library shows it to a shop. */
export interface LibraryOffer {
  key: string;
  name: string;
  story: string;
  trigger: string;
  /** The shelf that it stands on, in words. */
  category: string;
  popular: boolean;
  /** Keys of those that it takes the place of. */
  insteadOf: readonly string[];
  /** Null where the shop has not taken it. One that was archived can be taken anew. */
  taken: Taken | null;
}

/** The whole library, shelf by shelf, and what the shop has of it. */
export async function readLibrary(context: AppContext, shop: Shop): Promise<LibraryOffer[]> {
  return offersFor(await listAutomationLines(context.db.pool, shop.id));
}

/** @param own what the shop has */
export function offersFor(
  own: readonly { id: string; libraryKey: string | null; status: AutomationStatus }[],
): LibraryOffer[] {
  const taken = new Map(own.map(({ id, libraryKey, status }) => [libraryKey, { automationId: id, status }]));
  return library.map(({ key, name, story, definition, category, popular, insteadOf }) => ({
    key,
    name,
    story,
    trigger: formatTrigger(definition.trigger.type),
    category: categories[category],
    popular,
    insteadOf,
    taken: taken.get(key) ?? null,
  }));
}
