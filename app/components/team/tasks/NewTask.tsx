import { FormLayout, Modal, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { useAction } from "#components/browser/use-action.ts";
import { CustomerPicker, type PickedCustomer } from "./CustomerPicker.tsx";

interface NewTaskProps {
  customer: PickedCustomer | null;
  assignees: readonly { userId: string; name: string }[];
  onClose: () => void;
}

const words = text.tasks;
/** The end of a working day. */
const USUAL_TIME = "17:00";

/** Creates a task by hand. A refusal stands at its field, and what was written is kept. */
export function NewTask({ customer: about, assignees, onClose }: NewTaskProps) {
  const [title, setTitle] = useState("");
  const [note, setNote] = useState("");
  const [date, setDate] = useState("");
  const [time, setTime] = useState(USUAL_TIME);
  const [customer, setCustomer] = useState(about);
  const [assignee, setAssignee] = useState("");
  const { act, busy, problemAt } = useAction({ action: "/app/tasks", said: words.created, onDone: onClose });
  const create = () =>
    act({
      intent: "create",
      title,
      note,
      due: date === "" ? null : { date, time },
      customerId: customer?.id ?? null,
      assignee: assignee || null,
    });
  return (
    <Modal
      open
      title={words.create}
      onClose={onClose}
      primaryAction={{ content: words.create, loading: busy, onAction: create }}
      secondaryActions={[{ content: text.cancel, onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          <TextField
            label={words.form.title}
            value={title}
            onChange={setTitle}
            autoComplete="off"
            maxLength={200}
            error={problemAt("title")}
          />
          <TextField
            label={words.form.note}
            value={note}
            onChange={setNote}
            autoComplete="off"
            multiline={3}
            error={problemAt("note")}
          />
          <FormLayout.Group condensed>
            <TextField
              label={words.form.date}
              type="date"
              value={date}
              onChange={setDate}
              autoComplete="off"
              error={problemAt("due")}
            />
            <TextField
              label={words.form.time}
              type="time"
              value={time}
              onChange={setTime}
              autoComplete="off"
              disabled={date === ""}
            />
          </FormLayout.Group>
          <CustomerPicker chosen={customer} onChoose={setCustomer} error={problemAt("customerId")} />
          <Select
            label={words.form.assignee}
            value={assignee}
            onChange={setAssignee}
            options={[
              { label: words.unassigned, value: "" },
              ...assignees.map(({ userId, name }) => ({ label: name, value: userId })),
            ]}
            error={problemAt("assignee")}
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
