import { Banner, BlockStack, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { CHANGE_STEP_ACTION } from "./change-step-action.ts";
import type { ChangedStep } from "./changed-step.ts";

/** The effect of a new time. */
interface TimeEffect {
  at: ShownMoment;
  there: { shown: string; zone: string } | null;
  past: boolean;
  night: { until: ShownMoment | null } | null;
}

const words = text.scheduled;

/** Reschedules a step in the shop's time zone, and previews the time for the customer. */
export function MoveStep({ step, zone, onClose }: { step: ChangedStep; zone: string; onClose: () => void }) {
  const [date, setDate] = useState(step.local.date);
  const [time, setTime] = useState(step.local.time);
  const { act, busy, problemAt } = useAction<ActionResponse & { due: ShownMoment }>({
    action: CHANGE_STEP_ACTION,
    said: (answer) => words.moved(answer.due.shown),
    onDone: onClose,
  });
  const effect = useTimeEffect(step.id, date, time);
  const move = () => act({ intent: "move", id: step.id, date, time });
  return (
    <Modal
      open
      title={words.moveTitle}
      onClose={onClose}
      primaryAction={{ content: words.move, loading: busy, onAction: move }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{words.moveBody(step.tells, step.who, step.due.shown)}</Text>
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
          <div aria-live="polite">{effect && <TimePreview effect={effect} />}</div>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function TimePreview({ effect: { at, there, past, night } }: { effect: TimeEffect }) {
  return (
    <Banner tone={night ? "warning" : "info"}>
      <Text as="p">{past ? words.past : words.atThat(at.shown)}</Text>
      {there && <Text as="p">{words.atThatThere(there.shown, there.zone)}</Text>}
      {night && <Text as="p">{words.night(night.until?.shown ?? null)}</Text>}
    </Banner>
  );
}

/** Loads the effect of the chosen time; null until loaded. */
function useTimeEffect(id: string, date: string, time: string): TimeEffect | null {
  const { load, data } = useFetcher<{ ahead: TimeEffect | null }>();
  useEffect(() => {
    if (date && time) load(`${CHANGE_STEP_ACTION}?${new URLSearchParams({ id, date, time }).toString()}`);
  }, [load, id, date, time]);
  return data?.ahead ?? null;
}
