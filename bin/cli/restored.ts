import { Command } from "commander";
import { listRestoredSteps, releaseRestoredSteps } from "#shell/repositories/operations/restored-steps.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { columns, type Perform } from "./perform.ts";

/** What to do with the steps that were due when a back-up was restored. */
export function restoredCommands({ withContext }: Perform): Command[] {
  const list = new Command("list")
    .description("what was due when the back-up was restored, and is held because it may have been done already")
    .argument("[domain]")
    .action(
      withContext(async ({ db }, domain?: string) => {
        const data = await listRestoredSteps(db.pool, domain ?? null);
        const rows = data.map(({ domain: shop, automation, stepId, phone, dueAt }) => [
          shop,
          automation,
          stepId,
          phone ?? "-",
          dueAt.toString(),
        ]);
        return {
          data,
          text: data.length > 0 ? columns([["SHOP", "AUTOMATION", "STEP", "TO", "DUE"], ...rows]) : "nothing is held",
        };
      }),
    );
  const release = (word: "send" | "skip", description: string) =>
    new Command(word)
      .description(description)
      .argument("[domain]")
      .action(
        withContext(async ({ db }, domain?: string) => {
          const ids = (await listRestoredSteps(db.pool, domain ?? null)).map(({ id }) => id);
          await transaction(db.pool, (sql) => releaseRestoredSteps(sql, ids, word === "skip"));
          return { data: { steps: ids.length, [word]: true }, text: `${ids.length} steps: ${word}` };
        }),
      );
  return [
    new Command("restored")
      .description("what was due when a back-up was restored")
      .addCommand(list)
      .addCommand(release("send", "run the held steps: every check runs again"))
      .addCommand(release("skip", "skip the held messages; their sequences go on")),
  ];
}
