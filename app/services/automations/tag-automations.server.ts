import { automationTags, changeTags } from "#core/automations/tags.ts";
import { problemsOf } from "#core/problem.ts";
import { plainErrorMap } from "#core/schema-messages.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { lockAutomation, setAutomationTags } from "#shell/repositories/automations/automations.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "./parts/audited-change.server.ts";

interface TagChange {
  shopId: string;
  actor: string;
  automationIds: readonly string[];
  add: readonly string[];
  remove: readonly string[];
}

/** Adds and removes tags of several automations, of all or of none. */
export function tagAutomations(
  context: AppContext,
  { shopId, actor, automationIds, ...change }: TagChange,
): Promise<ServiceResult<{ changed: number }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ changed: number }>> => {
    const tagged = [];
    // In the order of ids, so that two requests cannot wait for each other.
    for (const id of [...new Set(automationIds)].sort()) {
      const automation = await lockAutomation(sql, shopId, id);
      if (!automation) return refuse("not_found", "there is no such automation");
      const read = automationTags.safeParse(changeTags(automation.tags, change), { error: plainErrorMap });
      if (!read.success)
        return refuseDocument(problemsOf(read.error.issues).map((problem) => ({ ...problem, path: "tags" })));
      if (read.data.join() !== automation.tags.join()) tagged.push({ automation, tags: read.data });
    }
    for (const { automation, tags } of tagged) await setAutomationTags(sql, automation.id, tags);
    if (tagged.length === 0) return { ok: true, changed: 0 };
    await recordAudit(
      sql,
      tagged.map(({ automation, tags }) => ({
        id: context.newId(now),
        shopId,
        actor,
        action: "automation.tagged" as const,
        target: `automation:${automation.id}`,
        before: { tags: automation.tags.join(", ") },
        after: { tags: tags.join(", ") },
        createdAt: now,
      })),
    );
    return { ok: true, changed: tagged.length };
  });
}
