import { MessageEditor } from "#components/sending/MessageEditor.tsx";
import { problemOf, written, type FieldProps } from "./field.ts";
import { LineWithDetails } from "./LineWithDetails.tsx";

/** A Liquid text: a message, or a single line. */
export function TemplateInput(props: FieldProps) {
  const { field, value, problems, around, onChange } = props;
  if (!field.channel) return <LineWithDetails {...props} />;
  return (
    <MessageEditor
      label={field.label}
      value={typeof value === "string" ? value : ""}
      offered={around.offered}
      samples={around.samples}
      problem={problemOf(problems)}
      channel={field.channel}
      kind={around.kind}
      links={around.links}
      plainValues={around.plainValues}
      country={around.country}
      snippets={around.snippets}
      starters={around.starters}
      onChange={(typed) => onChange(written(field, typed))}
    />
  );
}
