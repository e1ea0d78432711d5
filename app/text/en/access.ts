import type { Permission } from "#core/team/permissions.ts";
import type { StaffRole } from "#core/team/roles.ts";

const may: Record<Permission, string> = {
  "automations.edit": "Change drafts, test and backtest them",
  "automations.publish": "Publish, turn on and off, archive",
  "sequences.steer": "Cancel, move and run scheduled steps",
  "messages.reply": "Answer customers",
  "customers.manage": "Stop texts to a customer, settle unclear replies",
  "data.export": "Download the log and a customer's record",
  "tasks.manage": "Work through tasks and notices",
  "credits.buy": "Buy credits",
  "settings.change": "Change settings",
  "staff.manage": "Decide what each of the team may do",
  "operations.run": "Run and switch the app's own work, try failed work again",
};

const roles: Record<StaffRole, { name: string; about: string }> = {
  owner: { name: "Owner", about: "Everything. Shopify names the owner of the store." },
  manager: { name: "Manager", about: "Everything but deciding what others may do." },
  support: {
    name: "Support",
    about: "Answers customers and steers what is scheduled; changes no automation, no setting and no money.",
  },
  viewer: { name: "Viewer", about: "Sees everything, changes nothing." },
};

/** Who may do what. */
export const access = {
  may,
  roles,
  refusedTitle: "You may not do this",
  refusedBody:
    "Your role in Shopbell does not include it. The owner of the store can change your role under Settings, Team.",
  lookOnly:
    "Your role lets you look at this, not act on it. The owner of the store can change your role under Settings, Team.",
  somebody: "Somebody of the team",
  itself: "Shopbell",
  operator: "The operator",
};
