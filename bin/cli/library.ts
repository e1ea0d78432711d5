import { Command } from "commander";
import { tellFlow } from "#core/automation/tell.ts";
import { library, libraryEntry } from "#library/index.ts";
import { columns, type Perform } from "./perform.ts";

export function libraryCommands({ plainly }: Perform): Command[] {
  const list = new Command("list").description("the ready-made automations").action(
    plainly(() => ({
      data: library.map(({ key, name, story, definition }) => ({ key, name, story, trigger: definition.trigger.type, kind: definition.kind, steps: definition.steps.length })),
      text: columns([["KEY", "NAME", "TRIGGER", "KIND"], ...library.map(({ key, name, definition }) => [key, name, definition.trigger.type, definition.kind])]),
    })),
  );
  const tell = new Command("tell")
    .description("the story of one")
    .argument("<key>")
    .action(
      plainly((key: string) => {
        const entry = libraryEntry(key);
        if (!entry) throw new Error(`there is no "${key}" in the library; it has ${library.map((each) => each.key).join(", ")}`);
        return { data: entry, text: [entry.name, entry.story, "", ...tellFlow(entry.definition)].join("\n") };
      }),
    );
  return [new Command("library").description("the library of automations").addCommand(list).addCommand(tell)];
}
