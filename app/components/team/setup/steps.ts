import type { Permission } from "#core/team/permissions.ts";
import type { SetupPart } from "#core/team/setup-guide.ts";

/**
 * The page where a step is done.
 * @param automationId the automation to set up; null before the first
 */
export function addressOfStep(part: SetupPart, automationId: string | null): string {
  const library = "/app/automations/library";
  const addresses: Record<SetupPart, string> = {
    sender: "/app/settings",
    number: "/app/settings/number",
    consent: "/app/settings/consent",
    automation: library,
    credits: "/app/credits",
    test: automationId ? `/app/automations/${automationId}/test` : library,
    on: automationId ? `/app/automations/${automationId}` : library,
  };
  return addresses[part];
}

/** The permission that a step needs. */
export const neededFor: Record<SetupPart, Permission> = {
  sender: "settings.change",
  number: "settings.change",
  consent: "settings.change",
  automation: "automations.edit",
  credits: "credits.buy",
  test: "automations.edit",
  on: "automations.publish",
};
