import { useRevalidator } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { text } from "#text/en.ts";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";
import { TaskTable, type ShownScheduledTask } from "./TaskTable.tsx";

const words = text.health;

/** How often, and how long, the page polls for the end of a requested run. */
const LOOK_MS = 1_000;
const LOOKS = 20;

/** The scheduled tasks, with confirmed actions. */
export function Tasks({ tasks, own, may }: { tasks: readonly ShownScheduledTask[]; own: boolean; may: boolean }) {
  const [asked, ask] = useState<{ deed: "run" | "off"; task: ShownScheduledTask } | null>(null);
  const [awaited, wait] = useState<ShownScheduledTask | null>(null);
  const run = useAction<{ ok: boolean; name?: string }>({
    said: words.runs,
    onDone: (answer) => wait(tasks.find(({ name }) => name === answer.name) ?? null),
  });
  const on = useAction<{ ok: boolean; name?: string }>({ said: ({ name = "" }) => words.turnedOn(words.task(name)) });
  const off = useAction<{ ok: boolean; name?: string }>({ said: ({ name = "" }) => words.turnedOff(words.task(name)) });
  const now = tasks.find(({ name }) => name === awaited?.name);
  useLooking(awaited !== null && (now?.running === true || now?.last?.iso === awaited.last?.iso));

  const close = () => ask(null);
  const confirm = ({ deed, task: { name } }: NonNullable<typeof asked>) => {
    if (deed === "run") run.act({ intent: "run", name });
    else off.act({ intent: "switch", name, enabled: false });
    close();
  };
  const shown = asked && words.task(asked.task.name);
  return (
    <>
      <TaskTable
        tasks={tasks}
        own={own}
        may={may}
        busy={run.busy || on.busy || off.busy}
        onRun={(task) => ask({ deed: "run", task })}
        onSwitch={(task) =>
          task.enabled ? ask({ deed: "off", task }) : on.act({ intent: "switch", name: task.name, enabled: true })
        }
      />
      {asked && shown && (
        <Confirm
          open
          title={asked.deed === "run" ? words.askRun(shown) : words.askOff(shown)}
          action={asked.deed === "run" ? words.runNow : words.turnOff}
          destructive={asked.deed === "off"}
          onConfirm={() => confirm(asked)}
          onClose={close}
        >
          <Text as="p">
            {asked.deed === "run" ? words.askRunBody(asked.task.description) : words.askOffBody(asked.task.description)}
          </Text>
        </Confirm>
      )}
    </>
  );
}

/** Polls while a requested run is pending. */
function useLooking(waiting: boolean): void {
  const { revalidate, state } = useRevalidator();
  const looks = useRef(0);
  useEffect(() => {
    if (!waiting) looks.current = 0;
    if (!waiting || state !== "idle" || looks.current >= LOOKS) return;
    const timer = setTimeout(() => {
      looks.current++;
      revalidate();
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [waiting, state, revalidate]);
}
