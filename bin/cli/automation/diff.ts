import { Command, Option } from "commander";
import type { Definition } from "#core/automations/definition.ts";
import { diffDefinitions } from "#core/automations/diff.ts";
import { readAutomationFile } from "#core/automations/file.ts";
import { formatDiff } from "#core/automations/format/format-diff.ts";
import type { AppContext } from "#shell/context.server.ts";
import { lastVersion, type AutomationRow } from "#shell/repositories/automations/automations.server.ts";
import { readOwnFile } from "../own-file.ts";
import type { Perform } from "../perform.ts";
import { wholeNumber } from "../shop.ts";
import { automationOrFail, definitionOrFail, NAMED, versionOrFail } from "./find.ts";

interface Side {
  /** Such as "version 3". */
  name: string;
  definition: Definition;
}

export const diffCommand = ({ withContext, cwd }: Perform): Command =>
  new Command("diff")
    .description("what sets a file, the draft or an older version apart from what runs")
    .argument("<domain>")
    .argument("<automation>", NAMED)
    .argument("[file]", "compare what runs with a file")
    .addOption(new Option("--draft", "with the draft; so it is unless something else is said").conflicts("version"))
    .addOption(new Option("--version <n>", "with an older version").argParser(wholeNumber))
    .action(
      withContext(
        async (
          context,
          domain: string,
          key: string,
          file: string | undefined,
          { draft, version }: { draft?: boolean; version?: number },
          command: Command,
        ) => {
          if (file !== undefined && (draft || version !== undefined))
            command.error("error: compare with a file, the draft or a version: one of them");
          const { automation } = await automationOrFail(context, domain, key);
          const running = await publishedSide(context, automation);
          if (version !== undefined)
            return formatComparison(
              { name: `version ${version}`, definition: await versionOrFail(context, automation, version) },
              running,
            );
          return formatComparison(
            running,
            file === undefined
              ? draftOf(automation)
              : { name: file, definition: definitionIn(file, readOwnFile(cwd, file)) },
          );
        },
      ),
    );

const draftOf = ({ draft, name }: AutomationRow): Side => ({
  name: "the draft",
  definition: definitionOrFail(draft, `the draft of "${name}"`),
});

/** The published version, else the draft. */
async function publishedSide(context: AppContext, automation: AutomationRow): Promise<Side> {
  const version = await lastVersion(context.db.pool, automation.id);
  return version === null
    ? draftOf(automation)
    : { name: `version ${version}`, definition: await versionOrFail(context, automation, version) };
}

function definitionIn(file: string, text: string): Definition {
  const read = readAutomationFile(text);
  if ("problems" in read)
    throw new Error(
      [
        `${file} cannot be read:`,
        ...read.problems.map(({ path, message }) => `  ${path === "" ? "the file" : path} ${message}`),
      ].join("\n"),
    );
  return read.definition;
}

function formatComparison(before: Side, after: Side) {
  const diff = diffDefinitions(before.definition, after.definition);
  return {
    data: { before: before.name, after: after.name, ...diff },
    text: [`${before.name} → ${after.name}`, ...formatDiff(diff)].join("\n"),
  };
}
