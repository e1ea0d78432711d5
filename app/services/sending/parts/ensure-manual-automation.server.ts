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

/** The author of versions that Shopbell itself publishes. */
const AUTHOR = "shopbell";

/**
 * Ensures the shop's internal automation for manual texts: creates it on first use, and publishes a new version when a
 * release has changed its definition.
 * @returns the automation's id
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
