import { Command } from "commander";
import { readAutomationFile, writeAutomationFile } from "#core/automations/file.ts";
import type { MigrationChoice } from "#core/automations/migrate-sequences.ts";
import { automationSchemaText } from "#core/automations/schema.ts";
import type { Problem } from "#core/problem.ts";
import { saveDraft } from "#services/automations/draft-automation.server.ts";
import { publishAutomation } from "#services/automations/publish-automation.server.ts";
import { shopOrFail } from "../find-shop.ts";
import type { CommandOutput, Perform } from "../perform.ts";
import { wholeNumber } from "../shop.ts";
import { readOwnFile, writeOwnFile } from "../own-file.ts";
import { ACTOR, automationOrFail, definitionOrFail, NAMED, versionOrFail } from "./find.ts";
import { migrationOption } from "./publish.ts";

export function fileCommands({ withContext, plainly, cwd }: Perform): Command[] {
  const output = (text: string, out: string | undefined): CommandOutput => {
    const data: unknown = JSON.parse(text);
    // Print the exact text; the CLI adds the final newline.
    if (out === undefined) return { data, text: text.trimEnd() };
    const file = writeOwnFile(cwd, out, text);
    return { data: { file }, text: `written to ${file}` };
  };
  return [
    new Command("export")
      .description("an automation as a file: its draft, or a version of it")
      .argument("<domain>")
      .argument("<automation>", NAMED)
      .option("--version <n>", "a published version instead of the draft", wholeNumber)
      .option("--out <file>", "write it there")
      .action(
        withContext(
          async (context, domain: string, key: string, { version, out }: { version?: number; out?: string }) => {
            const { automation } = await automationOrFail(context, domain, key);
            const definition =
              version === undefined
                ? definitionOrFail(automation.draft, `the draft of "${automation.name}"`)
                : await versionOrFail(context, automation, version);
            return output(writeAutomationFile(definition, automation.tags), out);
          },
        ),
      ),
    new Command("import")
      .description("make an automation from a file, or the draft of one that there is")
      .argument("<domain>")
      .argument("<file>")
      .option("--into <automation>", `whose draft it becomes: ${NAMED}`)
      .option("--publish", "publish it at once")
      .addOption(migrationOption())
      .action(
        withContext(
          async (
            context,
            domain: string,
            file: string,
            { into, publish, inside }: { into?: string; publish?: boolean; inside: MigrationChoice },
          ) => {
            const { id: shopId } = await shopOrFail(context, domain);
            const automationId =
              into === undefined ? undefined : (await automationOrFail(context, domain, into)).automation.id;
            const read = readAutomationFile(readOwnFile(cwd, file));
            if ("problems" in read) return refusal(file, read.problems);
            const saved = await saveDraft(context, {
              shopId,
              document: read.definition,
              tags: read.tags,
              actor: ACTOR,
              ...(automationId !== undefined && { automationId }),
            });
            if (!saved.ok) return saved.problems ? refusal(file, saved.problems) : fail(saved.message);
            const { name } = read.definition;
            if (!publish)
              return {
                data: { domain, name, automationId: saved.automationId, version: null },
                text: `"${name}" is a draft in ${domain}: ${saved.automationId}`,
              };
            const published = await publishAutomation(context, {
              shopId,
              automationId: saved.automationId,
              inside,
              actor: ACTOR,
            });
            if (!published.ok && published.reason !== "unchanged") return fail(published.message);
            const version = published.ok ? published.version : null;
            return {
              data: { domain, name, automationId: saved.automationId, version },
              text: published.ok
                ? `"${name}" is at version ${version} in ${domain}: ${saved.automationId}`
                : published.message,
            };
          },
        ),
      ),
    new Command("schema")
      .description("the JSON Schema of an automation's file, for an editor")
      .option("--out <file>", "write it there")
      .action(plainly(({ out }: { out?: string }) => output(automationSchemaText(), out))),
  ];
}

const refusal = (file: string, problems: readonly Problem[]): CommandOutput => ({
  data: { file, problems },
  text: "",
  faults: [
    `${file} cannot be imported:`,
    ...problems.map(({ path, message }) => `  ${path === "" ? "the file" : path} ${message}`),
  ].join("\n"),
});

function fail(message: string): never {
  throw new Error(message);
}
