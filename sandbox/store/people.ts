import { birthDateField } from "./birth-date.ts";
import type { Address, Consent, Customer } from "./state.ts";

const united = (address1: string, city: string, province: string, provinceCode: string, zip: string): Address => ({
  address1,
  city,
  province,
  provinceCode,
  zip,
  country: "United States",
  countryCode: "US",
});

export const neverAsked: Consent = { state: "not_subscribed", optInLevel: null, updatedAt: null, collectedFrom: null };

type Person = Pick<Customer, "id" | "firstName" | "lastName" | "phone" | "address"> &
  Partial<Customer> & { born?: string };

/**
 * The customers: in different time zones and jurisdictions, and Grace, who subscribed long before the app was
 * installed.
 */
const people: readonly Person[] = [
  {
    id: "7012340000011",
    firstName: "Ana",
    lastName: "Reyes",
    phone: "+12125550123",
    address: united("120 Bleecker Street", "New York", "New York", "NY", "10012"),
    born: "1991-01-16",
  },
  {
    id: "9007199254740993",
    firstName: "Theo",
    lastName: "Park",
    phone: "+13105550142",
    address: united("8 Ocean Avenue", "Los Angeles", "California", "CA", "90210"),
    born: "1984-02-29",
  },
  {
    id: "7012340000013",
    firstName: "Grace",
    lastName: "Okafor",
    phone: "+15125550117",
    address: united("44 Barton Springs Road", "Austin", "Texas", "TX", "78704"),
    tags: ["vip"],
    consent: {
      state: "subscribed",
      optInLevel: "single_opt_in",
      updatedAt: "2026-03-02T17:20:00Z",
      collectedFrom: "SHOPIFY",
    },
  },
  {
    id: "7012340000014",
    firstName: "Luis",
    lastName: "Marin",
    phone: "+13055550168",
    address: united("700 Flagler Street", "Miami", "Florida", "FL", "33130"),
  },
  {
    id: "9007199254740995",
    firstName: "Hannah",
    lastName: "Stone",
    phone: "+12035550119",
    address: united("31 Chapel Street", "New Haven", "Connecticut", "CT", "06510"),
  },
  {
    id: "7012340000016",
    firstName: "Kai",
    lastName: "Nakoa",
    phone: "+18085550177",
    address: united("2 Kalakaua Avenue", "Honolulu", "Hawaii", "HI", "96815"),
  },
  {
    id: "7012340000017",
    firstName: "Émile",
    lastName: "Gagnon",
    phone: "+14165550126",
    locale: "en-CA",
    address: {
      address1: "55 Queen Street West",
      city: "Toronto",
      province: "Ontario",
      provinceCode: "ON",
      zip: "M5H 2M9",
      country: "Canada",
      countryCode: "CA",
    },
  },
  {
    id: "7012340000018",
    firstName: "Imogen",
    lastName: "Hale",
    phone: "+447400123456",
    locale: "en-GB",
    address: {
      address1: "9 Lamb's Conduit Street",
      city: "London",
      province: "England",
      provinceCode: "ENG",
      zip: "WC1N 3NG",
      country: "United Kingdom",
      countryCode: "GB",
    },
  },
];

/** @param since when they became customers, an ISO instant */
export function firstCustomers(since: string): Customer[] {
  return people.map(({ born, ...person }, at) => ({
    addressId: String(8_812_340_000_100n + BigInt(at)),
    email: `${person.firstName}.${person.lastName}@example.com`
      .normalize("NFD")
      .replace(/[^\w.@]/g, "")
      .toLowerCase(),
    locale: "en-US",
    tags: [],
    metafields: born ? [birthDateField(String(8_812_340_000_900n + BigInt(at)), born, since)] : [],
    consent: neverAsked,
    createdAt: since,
    updatedAt: since,
    ...person,
  }));
}
