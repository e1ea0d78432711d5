import type { IconProps } from "@shopify/polaris";
import { AutomationIcon, ChatIcon, PersonIcon, PlayCircleIcon, TeamIcon } from "@shopify/polaris-icons";
import { actionNamed } from "#core/actions/index.ts";

type Family = NonNullable<ReturnType<typeof actionNamed>>["family"];

const icons: Readonly<Record<Family, IconProps["source"]>> = { messages: ChatIcon, flow: AutomationIcon, customer: PersonIcon, team: TeamIcon };

export const triggerIcon = PlayCircleIcon;
export const familyIcon = (family: Family): IconProps["source"] => icons[family];

/** A step's picture: that of its family. */
export function iconOf(type: string): IconProps["source"] {
  const action = actionNamed(type);
  return action ? icons[action.family] : PlayCircleIcon;
}
