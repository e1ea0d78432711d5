import { Command, Option } from "commander";
import { migrationChoices, type MigrationChoice, type MigrationCounts } from "#core/automations/migrate-sequences.ts";
import { formatDiff } from "#core/automations/format/format-diff.ts";
import { previewPublish, publishAutomation } from "#services/automations/publish-automation.server.ts";
import type { Perform } from "../perform.ts";
import { ACTOR, automationOrFail, NAMED } from "./find.ts";

export const migrationOption = (): Option =>
  new Option("--inside <choice>", "what becomes of those who are in it")
    .choices([...migrationChoices])
    .default("finish");

export const publishCommand = ({ withContext }: Perform): Command =>
  new Command("publish")
    .description("make the draft the next version, by which everybody enters from now on")
    .argument("<domain>")
    .argument("<automation>", NAMED)
    .addOption(migrationOption())
    .option("--preview", "show what it would change, and change nothing")
    .action(
      withContext(
        async (
          context,
          domain: string,
          key: string,
          { inside, preview }: { inside: MigrationChoice; preview?: boolean },
        ) => {
          const { shopId, automation } = await automationOrFail(context, domain, key);
          if (preview) {
            const data = await previewPublish(context, { shopId, automationId: automation.id });
            if (!data.ok) throw new Error(data.message);
            const at = data.waiting.map(
              ({ stepId, sequences, goesOn }) =>
                `${sequences} at ${stepId ?? "no step"}${goesOn ? "" : ", which is gone"}`,
            );
            return {
              data,
              text: [
                `version ${data.next} would be made of "${automation.name}"`,
                ...(data.diff ? formatDiff(data.diff) : []),
                ...at,
                formatMigration(data.inside[inside]),
              ].join("\n"),
            };
          }
          const data = await publishAutomation(context, { shopId, automationId: automation.id, inside, actor: ACTOR });
          if (!data.ok) throw new Error(data.message);
          return {
            data,
            text: [
              `"${automation.name}" is at version ${data.version} in ${domain}`,
              ...(data.diff ? formatDiff(data.diff) : []),
              formatMigration(data.inside),
            ].join("\n"),
          };
        },
      ),
    );

const reasons: Record<keyof MigrationCounts["stayed"], string> = {
  asked: "as asked",
  step_gone: "at a step that is gone",
  under_way: "with a step under way",
  would_repeat: "that would come to a step twice",
  other_trigger: "that came in by another trigger",
};

/** Formats what happens to active sequences. */
function formatMigration({ total, cancelled, moved, retimed, stayed }: MigrationCounts): string {
  if (total === 0) return "nobody is inside";
  const parts = [
    ...(moved > 0 ? [`${moved} moved${retimed > 0 ? `, ${retimed} of them with another end of their wait` : ""}`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
    ...Object.entries(stayed).flatMap(([why, count]) =>
      count > 0 ? [`${count} on the version they entered by, ${reasons[why as keyof typeof reasons]}`] : [],
    ),
  ];
  return `${total} inside: ${parts.join("; ")}`;
}
