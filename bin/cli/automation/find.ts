import { readDefinition, type Definition } from "#core/automations/definition.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  findVersion,
  listAutomations,
  type AutomationRow,
} from "#shell/repositories/automations/automations.server.ts";
import { shopOrFail } from "../find-shop.ts";

/** Audit actor of CLI commands. */
export const ACTOR = "operator";

/** How arguments may name an automation. */
export const NAMED = "its id, library key or name";

/**
 * Finds a shop's automation by id, library key or name; null if there is none.
 * @throws if several have the name
 */
export async function findNamed(context: AppContext, shopId: string, word: string): Promise<AutomationRow | null> {
  const rows = await listAutomations(context.db.pool, shopId);
  const known = rows.find(({ id, libraryKey }) => id === word || libraryKey === word);
  if (known) return known;
  const [first, ...others] = rows.filter(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (others.length > 0)
    throw new Error(
      `${others.length + 1} automations are called "${word}"; name one by its id: ` +
        [first, ...others].map((row) => row?.id).join(", "),
    );
  return first ?? null;
}

/** @throws if the shop or the automation does not exist */
export async function automationOrFail(
  context: AppContext,
  domain: string,
  word: string,
): Promise<{ shopId: string; automation: AutomationRow }> {
  const { id: shopId } = await shopOrFail(context, domain);
  const automation = await findNamed(context, shopId, word);
  if (!automation) throw new Error(`${domain} has no automation "${word}"; see "shopbell automation list ${domain}"`);
  return { shopId, automation };
}

/** @throws if this release cannot read the document */
export function definitionOrFail(document: unknown, what: string): Definition {
  const read = readDefinition(document);
  if ("problems" in read)
    throw new Error(
      `${what} cannot be read:\n${read.problems.map(({ path, message }) => `  ${path} ${message}`).join("\n")}`,
    );
  return read.definition;
}

/** @throws if there is no such version */
export async function versionOrFail(
  context: AppContext,
  { id, name }: AutomationRow,
  version: number,
): Promise<Definition> {
  const row = await findVersion(context.db.pool, id, version);
  if (!row) throw new Error(`"${name}" has no version ${version}`);
  return definitionOrFail(row.definition, `version ${version} of "${name}"`);
}
