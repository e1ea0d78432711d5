import { expect, test } from "vitest";
import { customerRef } from "#core/intake/shapes.ts";
import { tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

test("added tags are read with their echo keys", () => {
  expect(
    normalizedEventIn("customer.tags_added", JSON.parse(tagsBody([" VIP ", "Wholesale"], "7012345678901234567"))),
  ).toMatchObject({
    subject: "customer:7012345678901234567",
    customer: customerRef({ shopifyId: "7012345678901234567" }),
    tagChange: { added: ["VIP", "Wholesale"], removed: [] },
    echoes: ["tag_added:7012345678901234567:vip", "tag_added:7012345678901234567:wholesale"],
    facts: { change: { tag: "VIP", tags: ["VIP", "Wholesale"] } },
  });
});

test("removed tags are read", () => {
  expect(normalizedEventIn("customer.tags_removed", JSON.parse(tagsBody(["VIP"], "7001")))).toMatchObject({
    tagChange: { added: [], removed: ["VIP"] },
    echoes: ["tag_removed:7001:vip"],
  });
});

test("a tag change does not make other fields newer", () => {
  expect(normalizedEventIn("customer.tags_added", JSON.parse(tagsBody())).customer).toMatchObject({
    tags: null,
    updatedAt: null,
  });
});
