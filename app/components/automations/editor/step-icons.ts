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

/**
 * A step's picture: one that takes time shows a clock, one that goes several ways shows them, an e-mail a letter, all
 * others that of their family.
 */
export function iconOf(type: string): IconProps["source"] {
  const action = actionNamed(type);
  if (!action) return PlayCircleIcon;
  if (action.dueAt) return ClockIcon;
  if (action.fields.some(({ channel }) => channel === "email")) return EmailIcon;
  return action.arm ? ArrowsOutHorizontalIcon : icons[action.family];
}
