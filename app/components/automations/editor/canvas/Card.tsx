import { Icon, Text, type IconProps } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useFlow, type StepProblems } from "../flow-context.ts";
import { ProblemBadge } from "./ProblemBadge.tsx";

interface CardProps {
  /** Under which the keyboard finds it. */
  stop: string;
  icon: IconProps["source"];
  title: string;
  /** What it does. */
  tells: string;
  untold?: boolean;
  /** Where it stands, for who does not see it. */
  where?: string;
  selected: boolean;
  faults: StepProblems;
  /** @param entering by the keyboard, which wants to go on into what opens */
  onSelect: (entering: boolean) => void;
  /** What else there is to do with it. */
  children?: ReactNode;
}

/** A card of the flow: a press opens it. */
export function Card({
  stop,
  icon,
  title,
  tells,
  untold = false,
  where,
  selected,
  faults,
  onSelect,
  children,
}: CardProps) {
  const reached = useFlow(({ current }) => current === stop);
  return (
    <div className="flow-card" data-selected={selected || undefined} data-faulty={faults.problems > 0 || undefined}>
      <button
        type="button"
        className="flow-card-face"
        data-stop={stop}
        tabIndex={reached ? 0 : -1}
        aria-current={selected || undefined}
        onClick={({ detail }) => onSelect(detail === 0)}
      >
        <span className="flow-card-icon">
          <Icon source={icon} tone="base" />
        </span>
        <span className="flow-card-words">
          <span className="flow-card-title">
            <Text as="span" fontWeight="semibold" truncate>
              {title}
            </Text>
            <ProblemBadge {...faults} />
          </span>
          <span className="flow-card-tells" data-untold={untold || undefined}>
            {tells !== title && tells}
          </span>
          {where && (
            <Text as="span" visuallyHidden>
              {where}
            </Text>
          )}
        </span>
      </button>
      {children}
    </div>
  );
}
