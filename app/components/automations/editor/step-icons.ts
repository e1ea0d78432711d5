import type { IconProps } from "@shopify/polaris";
import {
  ArrowsOutHorizontalIcon,
  AutomationIcon,
  ChatIcon,
  ClockIcon,
  EmailIcon,
  PersonIcon,
  PlayCircleIcon,
  TeamIcon,
} from "@shopify/polaris-icons";
import { actionNamed } from "#core/actions/index.ts";

type Family = NonNullable<ReturnType<typeof actionNamed>>["family"];

const icons: Readonly<Record<Family, IconProps["source"]>> = {
  messages: ChatIcon,
  flow: AutomationIcon,
  customer: PersonIcon,
  team: TeamIcon,
};

export const triggerIcon = PlayCircleIcon;

/** The icon of a step: a clock for waits, a branch for arms, a letter for emails, else the icon of its family. */
export function iconOf(type: string): IconProps["source"] {
  const action = actionNamed(type);
  if (!action) return PlayCircleIcon;
  if (action.dueAt) return ClockIcon;
  if (action.fields.some(({ channel }) => channel === "email")) return EmailIcon;
  return action.arm ? ArrowsOutHorizontalIcon : icons[action.family];
}
