import type { Permission } from "./permissions.ts";

/** The permission to change settings. The default role needs the permission to assign roles. */
export const permissionToSet = (settings: readonly string[]): Permission =>
  settings.includes("staffRole") ? "staff.manage" : "settings.change";
