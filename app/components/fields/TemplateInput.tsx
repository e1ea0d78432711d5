import { MessageEditor } from "../message/MessageEditor.tsx";
import { faultOf, type FieldProps } from "./field.ts";

/** A text that names what is known of the customer. */
export const TemplateInput = ({ field, value, problems, around, onChange }: FieldProps) => (
  <MessageEditor
    label={field.label}
    value={typeof value === "string" ? value : ""}
    offered={around.offered}
    samples={around.samples}
    problem={faultOf(problems)}
    channel={field.channel ?? "email"}
    onChange={(written) => onChange(written === "" ? undefined : written)}
  />
);
