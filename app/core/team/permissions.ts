/** Staff permissions. Reading needs none. */
export const permissions = [
  "automations.edit",
  "automations.publish",
  "sequences.steer",
  "messages.reply",
  "customers.manage",
  "contacts.import",
  "data.export",
  "data.archive",
  "tasks.manage",
  "credits.buy",
  "settings.change",
  "staff.manage",
  "operations.run",
] as const;
export type Permission = (typeof permissions)[number];
