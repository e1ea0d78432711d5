import { Banner, BlockStack, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { CHANGE_STEP_ACTION } from "./change-step-action.ts";
import type { ChangedStep } from "./changed-step.ts";

/** What a time would mean for the step. */
interface Ahead {
  at: ShownMoment;
  there: { shown: string; zone: string } | null;
  past: boolean;
  night: { until: ShownMoment | null } | null;
}

const words = text.scheduled;

/** Gives a step another time by the shop's clock; says beforehand what that time is for the customer. */
export function MoveStep({ step, zone, onClose }: { step: ChangedStep; zone: string; onClose: () => void }) {
  const [date, setDate] = useState(step.local.date);
  const [time, setTime] = useState(step.local.time);
  const { act, busy, problemAt } = useAction<ActionResponse & { due: ShownMoment }>({
    action: CHANGE_STEP_ACTION,
    said: (answer) => words.moved(answer.due.shown),
    onDone: onClose,
  });
  const ahead = useAhead(step.id, date, time);
  const move = () => act({ intent: "move", id: step.id, date, time });
  return (
    <Modal
      open
      title={words.moveTitle}
      onClose={onClose}
      primaryAction={{ content: words.move, loading: busy, onAction: move }}
      secondaryActions={[{ content: text.keep, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{words.moveBody(step.tells, step.who, step.due)}</Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField label={words.date} type="date" autoComplete="off" value={date} onChange={setDate} />
              <TextField
                label={words.time(zone)}
                type="time"
                autoComplete="off"
                value={time}
                onChange={setTime}
                error={problemAt("time")}
              />
            </FormLayout.Group>
          </FormLayout>
          <div aria-live="polite">{ahead && <AheadTold ahead={ahead} />}</div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function AheadTold({ ahead: { at, there, past, night } }: { ahead: Ahead }) {
  return (
    <Banner tone={night ? "warning" : "info"}>
      <Text as="p">{past ? words.past : words.atThat(at.shown)}</Text>
      {there && <Text as="p">{words.atThatThere(there.shown, there.zone)}</Text>}
      {night && <Text as="p">{words.night(night.until?.shown ?? null)}</Text>}
    </Banner>
  );
}

/** Asks what a time would mean, anew with each that is chosen; null while nothing is known. */
function useAhead(id: string, date: string, time: string): Ahead | null {
  const { load, data } = useFetcher<{ ahead: Ahead | null }>();
  useEffect(() => {
    if (date && time) load(`${CHANGE_STEP_ACTION}?${new URLSearchParams({ id, date, time }).toString()}`);
  }, [load, id, date, time]);
  return data?.ahead ?? null;
}
