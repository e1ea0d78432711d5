import { ActionList, Button, ButtonGroup, Popover, Text } from "@shopify/polaris";
import { MenuHorizontalIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { useAction } from "../browser/use-action.ts";
import { MoveStep } from "./MoveStep.tsx";
import { CHANGE_STEP_ACTION } from "./change-step-action.ts";
import type { ChangedStep } from "./changed-step.ts";

type Asking = "run" | "move" | "skip" | "remove";

const words = text.scheduled;

interface StepActionsProps {
  step: ChangedStep;
  /** The city of the shop's time zone. */
  zone: string;
  /** A menu in a list's row, buttons beside a single step. */
  as: "menu" | "buttons";
}

/** Send now, reschedule, skip and remove, each with a confirmation. A blocked action shows its reason. */
export function StepActions({ step, zone, as }: StepActionsProps) {
  const may = usePermission("sequences.steer");
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const run = useAction({ action: CHANGE_STEP_ACTION, said: words.ran, onDone: close });
  const skip = useAction({ action: CHANGE_STEP_ACTION, said: skipWordsOf(step).done, onDone: close });
  const remove = useAction({ action: CHANGE_STEP_ACTION, said: words.removed, onDone: close });
  if (!may) return null;
  const { tells, who, automation } = step;
  const runWords = runWordsOf(step);
  const skipWords = skipWordsOf(step);
  const actions = [
    { content: runWords.action, obstacle: step.moving, ask: () => setAsking("run") },
    { content: movesMessage(step) ? words.move : words.moveWait, obstacle: step.moving, ask: () => setAsking("move") },
    ...(step.kind === "depends"
      ? []
      : [{ content: skipWords.action, obstacle: step.cancelling, ask: () => setAsking("skip"), destructive: true }]),
    { content: words.remove, obstacle: null, ask: () => setAsking("remove"), destructive: true },
  ];
  return (
    <>
      {as === "menu" ? <ActionMenu who={who} actions={actions} /> : <ActionButtons actions={actions} />}
      <Confirm
        open={asking === "run"}
        title={runWords.title}
        action={runWords.action}
        busy={run.busy}
        onConfirm={() => run.act({ intent: "run", id: step.id })}
        onClose={close}
      >
        <Text as="p">{runWords.body(tells, who)}</Text>
        {step.nightUntil && movesMessage(step) && <Text as="p">{words.sendAtNight(step.nightUntil.shown)}</Text>}
      </Confirm>
      <Confirm
        open={asking === "skip"}
        title={skipWords.title}
        action={skipWords.action}
        destructive
        busy={skip.busy}
        onConfirm={() => skip.act({ intent: step.kind === "message" ? "skip" : "cancel", id: step.id })}
        onClose={close}
      >
        <Text as="p">{skipWords.body(tells, who)}</Text>
      </Confirm>
      <Confirm
        open={asking === "remove"}
        title={words.removeTitle(automation)}
        action={words.remove}
        destructive
        busy={remove.busy}
        onConfirm={() => remove.act({ intent: "remove", id: step.sequenceId })}
        onClose={close}
      >
        <Text as="p">{words.removeBody(who, automation)}</Text>
      </Confirm>
      {asking === "move" && <MoveStep step={step} zone={zone} onClose={close} />}
    </>
  );
}

/** Whether a new time of the scheduled step is the message's time; else the wait before other steps gets it. */
const movesMessage = ({ kind, isTimed, isWait }: ChangedStep): boolean =>
  kind === "message" ? isTimed : kind === "none" && !isWait;

function runWordsOf(step: ChangedStep) {
  if (step.kind === "message" && step.isTimed)
    return { action: words.sendNow, title: words.sendTitle, body: words.sendBody };
  return step.isWait
    ? { action: words.endWait, title: words.endWaitTitle, body: words.endWaitBody }
    : { action: words.runNow, title: words.runTitle, body: words.runBody };
}

const skipWordsOf = ({ kind }: ChangedStep) =>
  kind === "message"
    ? {
        action: words.skipMessage,
        title: words.skipMessageTitle,
        body: words.skipMessageBody,
        done: words.messageSkipped,
      }
    : { action: words.cancel, title: words.cancelTitle, body: words.cancelBody, done: words.cancelled };

interface ActionsProps {
  actions: readonly { content: string; obstacle: ChangedStep["moving"]; ask: () => void; destructive?: boolean }[];
}

function ActionMenu({ who, actions }: ActionsProps & { who: string }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Popover
      active={open}
      onClose={close}
      preferredAlignment="right"
      activator={
        <Button
          variant="tertiary"
          icon={MenuHorizontalIcon}
          accessibilityLabel={words.moreFor(who)}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={close}
        items={actions.map(({ content, obstacle, ask, destructive }) => ({
          content,
          destructive,
          disabled: obstacle !== null,
          helpText: obstacle ? words.obstacles[obstacle] : undefined,
          onAction: ask,
        }))}
      />
    </Popover>
  );
}

/** A shared reason appears once, below the buttons. */
function ActionButtons({ actions }: ActionsProps) {
  const obstacles = [...new Set(actions.flatMap(({ obstacle }) => obstacle ?? []))];
  return (
    <>
      <ButtonGroup>
        {actions.map(({ content, obstacle, ask, destructive }) => (
          <Button
            key={content}
            size="slim"
            disabled={obstacle !== null}
            onClick={ask}
            {...(destructive && { tone: "critical" })}
          >
            {content}
          </Button>
        ))}
      </ButtonGroup>
      {obstacles.map((obstacle) => (
        <Text key={obstacle} as="p" tone="subdued">
          {words.obstacles[obstacle]}
        </Text>
      ))}
    </>
  );
}
