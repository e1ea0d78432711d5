import type { Permission } from "#core/team/permissions.ts";
import type { StaffRole } from "#core/team/roles.ts";

const may: Record<Permission, string> = {
  "automations.edit": "Change drafts, test and backtest them",
  "automations.publish": "Publish, turn on and off, archive",
  "sequences.steer": "Send, reschedule and skip scheduled steps",
  "messages.reply": "Answer customers",
  "customers.manage": "Stop texts to a customer, review unclear replies",
  "contacts.import": "Import lists of contacts with their consents, and undo it",
  "data.archive": "Download the archive of everything",
  "data.export": "Download the log and a customer's record",
  "tasks.manage": "Work through tasks and notices",
  "credits.buy": "Buy credits",
  "settings.change": "Change settings",
  "staff.manage": "Manage roles and permissions",
  "operations.run": "Retry failed events and steps",
};

const roles: Record<StaffRole, { name: string; about: string }> = {
  owner: { name: "Owner", about: "Everything. Shopify names the owner of the store." },
  manager: { name: "Manager", about: "Everything except roles and permissions." },
  support: {
    name: "Support",
    about: "Answers customers and manages scheduled steps; cannot change automations, settings or credits.",
  },
  viewer: { name: "Viewer", about: "Sees everything, changes nothing." },
};

/** Roles and permissions. */
export const access = {
  may,
  roles,
  refusedTitle: "You may not do this",
  refusedBody:
    "Your role in Shopbell does not include it. The owner of the store can change your role under Settings, Team.",
  lookOnly:
    "Your role lets you look at this, not act on it. The owner of the store can change your role under Settings, Team.",
  somebody: "A team member",
  itself: "Shopbell",
  operator: "The operator",
};
