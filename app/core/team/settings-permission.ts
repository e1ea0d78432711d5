import type { Permission } from "./permissions.ts";

/** What it takes to change these settings of a shop: what who comes new may do is decided by whom gives roles. */
export const permissionToSet = (settings: readonly string[]): Permission =>
  settings.includes("staffRole") ? "staff.manage" : "settings.change";
