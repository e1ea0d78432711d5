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

type Asking = "run" | "move" | "cancel";

const words = text.scheduled;

interface StepActionsProps {
  step: ChangedStep;
  /** The city of the shop's time zone. */
  zone: string;
  /** A menu in a list's row, buttons beside a single step. */
  as: "menu" | "buttons";
}

/** Send now, reschedule and skip, each with a confirmation. A blocked action shows its reason. */
export function StepActions({ step, zone, as }: StepActionsProps) {
  const may = usePermission("sequences.steer");
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const run = useAction({ action: CHANGE_STEP_ACTION, said: words.ran, onDone: close });
  const cancel = useAction({ action: CHANGE_STEP_ACTION, said: words.cancelled, onDone: close });
  if (!may) return null;
  const actions = [
    { content: words.runNow, obstacle: step.moving, ask: () => setAsking("run") },
    { content: words.move, obstacle: step.moving, ask: () => setAsking("move") },
    { content: words.cancel, obstacle: step.cancelling, ask: () => setAsking("cancel"), destructive: true },
  ];
  return (
    <>
      {as === "menu" ? <ActionMenu who={step.who} actions={actions} /> : <ActionButtons actions={actions} />}
      <Confirm
        open={asking === "run"}
        title={words.runTitle}
        action={words.runNow}
        busy={run.busy}
        onConfirm={() => run.act({ intent: "run", id: step.id })}
        onClose={close}
      >
        <Text as="p">{words.runBody(step.tells, step.who)}</Text>
      </Confirm>
      <Confirm
        open={asking === "cancel"}
        title={words.cancelTitle}
        action={words.cancel}
        destructive
        busy={cancel.busy}
        onConfirm={() => cancel.act({ intent: "cancel", id: step.id })}
        onClose={close}
      >
        <Text as="p">{words.cancelBody(step.tells, step.who)}</Text>
      </Confirm>
      {asking === "move" && <MoveStep step={step} zone={zone} onClose={close} />}
    </>
  );
}

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
