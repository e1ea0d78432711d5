import { expect, test } from "vitest";
import { environment } from "#shell/env.server.ts";
import { missingScopes, scopesIn } from "#core/operations/scopes.ts";

const needed = scopesIn(environment.shape.SCOPES.parse(undefined));

test("nothing is missing of what is granted, and a write grants the read that Shopify leaves out", () => {
  expect(missingScopes(needed, needed)).toEqual([]);
  expect(missingScopes(["read_customers", "write_customers"], ["write_customers"])).toEqual([]);
  expect(missingScopes(["write_customers"], ["read_customers"])).toEqual(["write_customers"]);
});

test("each scope that is taken back is missing", () => {
  for (const scope of needed.filter((one) => one !== "read_customers"))
    expect(
      missingScopes(
        needed,
        needed.filter((one) => one !== scope),
      ),
    ).toEqual([scope]);
  expect(missingScopes(needed, [])).toEqual(needed);
  expect(scopesIn(" read_orders , write_customers,")).toEqual(["read_orders", "write_customers"]);
});
