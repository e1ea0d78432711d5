import { permissions, type Permission } from "./permissions.ts";

/** As the database's enum has them; from the one who may do most to the one who may do least. */
export const staffRoles = ["owner", "manager", "support", "viewer"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Roles that an owner can give: the owner is whom Shopify names. */
export const givenRoles = ["manager", "support", "viewer"] as const satisfies readonly StaffRole[];
export type GivenRole = (typeof givenRoles)[number];

const included: Record<StaffRole, readonly Permission[]> = {
  owner: permissions,
  manager: permissions.filter((permission) => permission !== "staff.manage"),
  support: ["sequences.steer", "messages.reply", "customers.manage", "data.export", "tasks.manage"],
  viewer: [],
};

/** What a role lets its bearer do. */
export const permissionsOf = (role: StaffRole): readonly Permission[] => included[role];

/**
 * The owner's role is Shopify's to give and take; anybody else keeps what they were given, or starts with the shop's
 * default.
 */
export function roleOf(isOwner: boolean, kept: StaffRole | null, byDefault: GivenRole): StaffRole {
  if (isOwner) return "owner";
  return kept === null || kept === "owner" ? byDefault : kept;
}
