import { stepsBelow } from "#core/automations/edit/new-step.ts";
import { text } from "#text/en.ts";
import { Confirm } from "#components/page/Confirm.tsx";
import { readClipboard } from "./step-clipboard.ts";
import { FindStep } from "./picker/FindStep.tsx";
import { MovePicker } from "./picker/MovePicker.tsx";
import { StepPicker } from "./picker/StepPicker.tsx";
import type { useStepActions } from "./use-step-actions.ts";

const words = text.editor;

/** The dialogs of the step actions. */
export function StepQuestions({
  asked,
  answer,
  steps,
  offeredAt,
  placesFor,
  lineOf,
}: Pick<ReturnType<typeof useStepActions>, "asked" | "answer" | "steps" | "offeredAt" | "placesFor" | "lineOf">) {
  if (!asked) return null;
  if (asked.kind === "find")
    return <FindStep steps={steps} offeredAt={offeredAt} onPick={answer.find} onClose={answer.leave} />;
  if (asked.kind === "add")
    return (
      <StepPicker
        copied={readClipboard()}
        onPick={(type) => answer.add(asked.place, type)}
        onPaste={(step) => answer.paste(asked.place, step)}
        onClose={answer.leave}
      />
    );
  const line = lineOf(asked.step);
  if (asked.kind === "move")
    return (
      <MovePicker
        step={line}
        places={placesFor(asked.step)}
        onMove={(path) => answer.move(asked.step, path)}
        onClose={answer.leave}
      />
    );
  return (
    <Confirm
      open
      title={words.remove.title(line)}
      action={words.remove.act}
      destructive
      onConfirm={() => answer.remove(asked.step)}
      onClose={answer.leave}
    >
      {words.remove.body(stepsBelow(asked.step))}
    </Confirm>
  );
}
