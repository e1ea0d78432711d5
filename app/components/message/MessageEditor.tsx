import { TextField } from "@shopify/polaris";
import type { OfferedField } from "#core/fields.ts";

/** A recent event with its customer, as templates know them, under a name that a person knows it by. */
export interface Sample {
  label: string;
  values: Record<string, unknown>;
}

interface MessageEditorProps {
  label: string;
  /** Liquid, as the merchant writes it. */
  value: string;
  /** What it may name. */
  offered: readonly OfferedField[];
  /** Whom a preview may be for, the newest first. */
  samples: readonly Sample[];
  /** What the document's check says of it. */
  problem?: string | undefined;
  onChange: (value: string) => void;
  channel: "sms" | "email";
}

/** Writes one text. */
export function MessageEditor({ label, value, problem, onChange }: MessageEditorProps) {
  return <TextField label={label} value={value} onChange={onChange} error={problem} multiline={5} autoComplete="off" />;
}
