import { expect, test } from "vitest";
import { nearest } from "#core/conditions/nearest.ts";

const NAMES = ["customer.first_name", "customer.last_name", "checkout.url", "checkout.total", "shop.name"];

test.for<[written: string, meant: string | undefined]>([
  ["custmer.frist_name", "customer.first_name"],
  ["first_name", "customer.first_name"],
  ["total", "checkout.total"],
  ["url", "checkout.url"],
  ["name.shop", "shop.name"],
  ["–", undefined],
  ["see", undefined],
  ["😊", undefined],
  ["", undefined],
])("whoever writes “%s” means %s", ([written, meant]) => {
  expect(nearest(written, NAMES)[0]).toBe(meant);
});
