import fc from "fast-check";
import { expect, test } from "vitest";
import { prefillRegistration, type KnownBusiness } from "#core/senders/prefill.ts";
import { registrationForm } from "#core/senders/registration.ts";

const known: KnownBusiness = {
  name: "Larkspur Home LLC",
  nameInTexts: "Larkspur",
  website: "https://larkspur.example/",
  email: "hello@larkspur.example",
  street: "18 Atlantic Avenue",
  city: "Brooklyn",
  region: "NY",
  postalCode: "11201",
  country: "US",
};
/** What neither Shopify nor the app can know. */
const missing = {
  businessType: "PRIVATE_PROFIT",
  registrationNumber: "12-3456789",
  registrationAuthority: "EIN",
  contactFirstName: "Rosa",
  contactLastName: "Diaz",
  contactPhone: "+12125550100",
  optInImageUrls: ["https://larkspur.example/opt-in.png"],
};

test("a registration needs only what Shopify does not know", () => {
  const filled = prefillRegistration(known);
  expect(registrationForm.safeParse({ ...filled, ...missing }).error?.issues ?? []).toEqual([]);
  expect(filled).toMatchObject({
    website: "https://larkspur.example",
    privacyPolicyUrl: "https://larkspur.example/policies/privacy-policy",
  });
  for (const field of Object.keys(missing)) expect(filled).not.toHaveProperty(field);
});

test("whatever the shop is called, nothing that is filled in is refused", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (name) => {
      fc.pre(name.trim() !== "");
      const filled = prefillRegistration({ ...known, name, nameInTexts: name });
      expect(registrationForm.safeParse({ ...filled, ...missing }).success).toBe(true);
    }),
  );
});

test("of a business that Shopify tells nothing about, only the texts are described", () => {
  const filled = prefillRegistration({
    ...known,
    website: null,
    email: null,
    street: null,
    city: null,
    region: null,
    postalCode: null,
    country: null,
  });
  expect(Object.keys(filled)).toEqual([
    "businessName",
    "useCases",
    "useCaseSummary",
    "sampleMessage",
    "optInType",
    "monthlyVolume",
  ]);
});
