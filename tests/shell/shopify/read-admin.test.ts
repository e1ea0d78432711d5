import { expect, test } from "vitest";
import { customerAnswer } from "#shell/shopify/read-admin.server.ts";

const answer = {
  firstName: "Ada",
  lastName: "Moreno",
  locale: "en",
  tags: ["vip"],
  state: "ENABLED",
  createdAt: "2025-03-11T09:30:00Z",
  numberOfOrders: "3",
  amountSpent: { amount: "240.0", currencyCode: "USD" },
  lastOrder: { createdAt: "2026-10-02T15:04:00Z" },
  birthDate: { value: "1990-03-14" },
  defaultEmailAddress: { emailAddress: "ada@example.com", marketingState: "SUBSCRIBED", marketingUpdatedAt: null },
  defaultAddress: { countryCodeV2: "US", provinceCode: "NY" },
  defaultPhoneNumber: { phoneNumber: "+12125550123", marketingState: "SUBSCRIBED" },
};
const readOf = (customer: unknown) => customerAnswer.safeParse({ customer }).data;

test.for(Object.keys(answer) as (keyof typeof answer)[])(
  "an odd %s in the Admin API's answer loses nothing else of the customer",
  (field) => {
    const { [field]: _gone, ...others } = answer;
    for (const odd of [true, [[]], { odd: [] }]) {
      const read = readOf({ ...answer, [field]: odd });
      expect(read).not.toBeNull();
      expect(read).toEqual(readOf(others));
    }
  },
);
