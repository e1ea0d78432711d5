import { library } from "#library/index.ts";
import { categories } from "#library/define.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listAutomationLines } from "#shell/repositories/automations/automation-list.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { formatTrigger } from "./read-triggers.server.ts";

/** The shop's automation that was created from a library entry. */
interface AddedAutomation {
  automationId: string;
  status: AutomationStatus;
}

/** A library entry, with the shop's automation created from it. */
export interface LibraryOffer {
  key: string;
  name: string;
  story: string;
  /** Other words that a search finds it by. */
  alsoCalled: readonly string[];
  trigger: string;
  /** Category label. */
  category: string;
  popular: boolean;
  /** Keys of the entries that it replaces. */
  insteadOf: readonly string[];
  /** Null if the shop has not added it. An archived one can be added again. */
  taken: AddedAutomation | null;
}

/** All library entries, by category, with the shop's automation for each. */
export async function readLibrary(context: AppContext, shop: Shop): Promise<LibraryOffer[]> {
  return offersFor(await listAutomationLines(context.db.pool, shop.id));
}

/** @param own the shop's automations */
export function offersFor(
  own: readonly { id: string; libraryKey: string | null; status: AutomationStatus }[],
): LibraryOffer[] {
  const taken = new Map(own.map(({ id, libraryKey, status }) => [libraryKey, { automationId: id, status }]));
  return library.map(({ key, name, story, alsoCalled, definition, category, popular, insteadOf }) => ({
    key,
    name,
    story,
    alsoCalled,
    trigger: formatTrigger(definition.trigger.type),
    category: categories[category],
    popular,
    insteadOf,
    taken: taken.get(key) ?? null,
  }));
}
