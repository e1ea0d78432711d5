import { manualAutomation, type ManualPurpose } from "#core/automations/manual-automation.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import {
  insertAutomation,
  lockLibraryAutomation,
  publishVersion,
  setAutomationStatus,
} from "#shell/repositories/automations/automations.server.ts";

/** Shopbell, where it makes something of its own accord. */
const AUTHOR = "shopbell";

/**
 * The shop's own automation for texts by hand: made when first it is needed, and published anew when a release
 * changes it.
 * @returns its id
 */
export async function ensureManualAutomation(
  context: AppContext,
  sql: Sql,
  shopId: string,
  purpose: ManualPurpose,
  now: Instant,
): Promise<string> {
  const { key, definition } = manualAutomation[purpose];
  const known = await lockLibraryAutomation(sql, shopId, key);
  const id = known?.id ?? context.newId(now);
  if (!known) {
    const { name, description, trigger } = definition;
    await insertAutomation(sql, {
      id,
      shopId,
      name,
      description,
      trigger: trigger.type,
      libraryKey: key,
      draft: definition,
      author: AUTHOR,
      internal: true,
      createdAt: now,
    });
    await setAutomationStatus(sql, id, "active", now);
  }
  const versionId = known?.currentVersionId;
  const current = versionId ? (await context.definitions(sql, [versionId])).get(versionId) : undefined;
  if (JSON.stringify(current) !== JSON.stringify(definition))
    await publishVersion(sql, {
      id: context.newId(now),
      shopId,
      automationId: id,
      definition,
      publishedBy: AUTHOR,
      createdAt: now,
    });
  return id;
}
