import type { RegistrationForm } from "./registration.ts";

/** Facts about a business that Shopify knows, for the registration form. */
export interface KnownBusiness {
  name: string;
  /** The shop's name in its texts. */
  nameInTexts: string;
  website: string | null;
  email: string | null;
  street: string | null;
  city: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
}

/** Text to the carriers must not be cut in the middle of a sentence, so a long name is shortened instead. */
const shorten = (name: string): string => name.slice(0, 60);

/**
 * The registration as far as Shopify and the app know it. The merchant checks it, and adds the rest: the company's
 * number, a contact, and a picture of how customers agree.
 */
export function prefillRegistration(business: KnownBusiness): Partial<RegistrationForm> {
  const { name, website, email, street, city, region, postalCode, country } = business;
  const site = website?.replace(/\/+$/, "") ?? null;
  const shop = shorten(business.nameInTexts);
  return {
    businessName: name,
    ...(site && {
      website: site,
      // Shopify's own addresses of a store's policies.
      privacyPolicyUrl: `${site}/policies/privacy-policy`,
      termsUrl: `${site}/policies/terms-of-service`,
    }),
    ...(email && { contactEmail: email }),
    ...(street && { street }),
    ...(city && { city }),
    ...(region && { region }),
    ...(postalCode && { postalCode }),
    ...(country && { country, registrationCountry: country }),
    useCases: ["DELIVERY_NOTIFICATIONS", "ACCOUNT_NOTIFICATIONS", "MARKETING"],
    useCaseSummary:
      `${shop} texts its customers about their orders: confirmation, shipping and delivery. Customers who have agreed ` +
      `to marketing texts at checkout or in a form also get offers and one reminder of each abandoned cart. ` +
      `Every text names the shop; STOP ends all texts.`,
    sampleMessage: `${shop}: your order #1001 is confirmed. We text you when it ships. Reply HELP for help, STOP to opt out.`,
    optInType: "WEB_FORM",
    monthlyVolume: "1,000",
  };
}
