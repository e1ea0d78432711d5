import { expect, test } from "vitest";
import { permissions } from "#core/team/permissions.ts";
import { permissionsOf, roleOf, staffRoles } from "#core/team/roles.ts";

test("each role may do no more than the one above it", () => {
  const [owner, ...below] = staffRoles;
  expect(permissionsOf(owner)).toEqual(permissions);
  below.reduce<readonly string[]>((more, role) => {
    expect(more).toEqual(expect.arrayContaining([...permissionsOf(role)]));
    return permissionsOf(role);
  }, permissions);
});

test("money, settings, publishing and roles are not support's to touch, and a viewer changes nothing", () => {
  const support = permissionsOf("support");
  for (const kept of [
    "automations.publish",
    "automations.edit",
    "credits.buy",
    "settings.change",
    "staff.manage",
    "operations.run",
  ] as const)
    expect(support).not.toContain(kept);
  expect(permissionsOf("manager")).not.toContain("staff.manage");
  expect(permissionsOf("viewer")).toEqual([]);
});

test.each([
  { isOwner: true, kept: "viewer", gets: "owner" },
  { isOwner: false, kept: null, gets: "support" },
  { isOwner: false, kept: "viewer", gets: "viewer" },
  // The store changed hands.
  { isOwner: false, kept: "owner", gets: "support" },
] as const)("owner by Shopify's word: $isOwner, kept: $kept, so $gets", ({ isOwner, kept, gets }) => {
  expect(roleOf(isOwner, kept, "support")).toBe(gets);
});
