import { idsOf } from "#core/automations/edit/draft.ts";
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
  stepsOf,
}: Pick<
  ReturnType<typeof useStepActions>,
  "asked" | "answer" | "steps" | "offeredAt" | "placesFor" | "lineOf" | "stepsOf"
>) {
  if (!asked) return null;
  if (asked.kind === "find")
    return <FindStep steps={steps} offeredAt={offeredAt} onPick={answer.find} onClose={answer.leave} />;
  if (asked.kind === "add")
    return (
      <StepPicker
        copied={readClipboard()}
        onPick={(type) => answer.add(asked.place, type)}
        onPaste={(copied) => answer.paste(asked.place, copied)}
        onClose={answer.leave}
      />
    );
  const line = lineOf(asked.block);
  if (asked.kind === "move")
    return (
      <MovePicker
        title={words.move.title(line)}
        places={placesFor(asked.block)}
        onMove={(path) => answer.move(asked.block, path)}
        onClose={answer.leave}
      />
    );
  return (
    <Confirm
      open
      title={words.remove.title(line)}
      action={words.remove.act}
      destructive
      onConfirm={() => answer.remove(asked.block)}
      onClose={answer.leave}
    >
      {words.remove.body(idsOf(stepsOf(asked.block)).length - asked.block.count)}
    </Confirm>
  );
}
