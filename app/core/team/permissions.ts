/** What a member of the shop's staff may be let do. Whoever may open the app may look at everything. */
export const permissions = [
  "automations.edit",
  "automations.publish",
  "sequences.steer",
  "messages.reply",
  "customers.manage",
  "data.export",
  "tasks.manage",
  "credits.buy",
  "settings.change",
  "staff.manage",
  "operations.run",
] as const;
export type Permission = (typeof permissions)[number];
