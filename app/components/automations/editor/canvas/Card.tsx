import { Icon, Text, type IconProps } from "@shopify/polaris";
import { NoteIcon } from "@shopify/polaris-icons";
import type { ReactNode } from "react";
import { text } from "#text/en.ts";
import { useFlow, type StepProblems } from "../flow-context.ts";
import { ProblemBadge } from "./ProblemBadge.tsx";

interface CardProps {
  /** The key for keyboard focus. */
  stop: string;
  icon: IconProps["source"];
  title: string;
  /** The summary. */
  summary: string;
  incomplete?: boolean;
  /** The merchant's note. */
  note?: string | undefined;
  /** The position, for screen readers. */
  where?: string;
  selected: boolean;
  /** Its settings are open. */
  opened: boolean;
  counts: StepProblems;
  /** @param entering opened by the keyboard, so the focus moves into the settings */
  onSelect: (entering: boolean) => void;
  /** Handles a click with the Shift key. */
  onExtend?: () => void;
  /** The step's menu. */
  children?: ReactNode;
}

/** A card of the flow; a click selects it. */
export function Card({
  stop,
  icon,
  title,
  summary,
  incomplete = false,
  note,
  where,
  selected,
  opened,
  counts,
  onSelect,
  onExtend,
  children,
}: CardProps) {
  const reached = useFlow(({ current }) => current === stop);
  return (
    <div className="flow-card" data-selected={selected || undefined} data-faulty={counts.problems > 0 || undefined}>
      <button
        type="button"
        className="flow-card-face"
        data-stop={stop}
        tabIndex={reached ? 0 : -1}
        aria-current={opened || undefined}
        onClick={({ detail, shiftKey }) => (shiftKey && onExtend ? onExtend() : onSelect(detail === 0))}
      >
        <span className="flow-card-icon">
          <Icon source={icon} tone="base" />
        </span>
        <span className="flow-card-words">
          <span className="flow-card-title">
            <Text as="span" fontWeight="semibold" truncate>
              {title}
            </Text>
            {note && (
              <span className="flow-card-note" title={note}>
                <Icon source={NoteIcon} tone="subdued" accessibilityLabel={text.editor.hasNote} />
              </span>
            )}
            <ProblemBadge {...counts} />
          </span>
          <span className="flow-card-tells" data-untold={incomplete || undefined}>
            {summary !== title && summary}
          </span>
          {where && (
            <Text as="span" visuallyHidden>
              {where}
              {selected && !opened && text.editor.alsoSelected}
            </Text>
          )}
        </span>
      </button>
      {children}
    </div>
  );
}
