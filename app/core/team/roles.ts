import { permissions, type Permission } from "./permissions.ts";

/** The database enum's values, most permissions first. */
export const staffRoles = ["owner", "manager", "support", "viewer"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Roles that an owner can assign. The owner role comes from Shopify. */
export const givenRoles = ["manager", "support", "viewer"] as const satisfies readonly StaffRole[];
export type GivenRole = (typeof givenRoles)[number];

const included: Record<StaffRole, readonly Permission[]> = {
  owner: permissions,
  manager: permissions.filter((permission) => permission !== "staff.manage"),
  support: ["sequences.steer", "messages.reply", "customers.manage", "data.export", "tasks.manage"],
  viewer: [],
};

/** The permissions of a role. */
export const permissionsOf = (role: StaffRole): readonly Permission[] => included[role];

/**
 * The effective role: Shopify decides who is the owner; other staff have their assigned role or the shop's default.
 * @param kept the assigned role; null for none
 */
export function roleOf(isOwner: boolean, kept: StaffRole | null, byDefault: GivenRole): StaffRole {
  if (isOwner) return "owner";
  return kept === null || kept === "owner" ? byDefault : kept;
}
