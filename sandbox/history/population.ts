import { Temporal } from "#core/time/time.ts";
import type { Customer } from "../store/state.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { addressIn, countries } from "./places.ts";

/** One shopper of the history, before they are a customer. */
export type Shopper = Pick<Customer, "firstName" | "lastName" | "email" | "phone" | "address" | "locale"> & {
  /** Names the shopper's own sequence of chances. */
  seed: string;
  birthDate: string | null;
};

/** A shopper who has become a customer. */
export interface Regular extends Shopper {
  id: string;
  chance: Chance;
}

const WITHOUT_PHONE = 0.1;
const WITH_BIRTH_DATE = 0.3;

/** Shoppers with different names, numbers and addresses. */
export function populate(seed: string, count: number): Shopper[] {
  const emails = new Set<string>();
  const numbers = new Set<string>();
  const shoppers: Shopper[] = [];
  for (let at = 0; shoppers.length < count; at++) {
    const own = `${seed}/${at}`;
    const chance = chanceOf(`${own}/who`);
    const country = chance.weighted(countries.map((each) => [each.weight, each] as const));
    const city = chance.pick(country.cities);
    const firstName = chance.pick(country.firstNames);
    const lastName = chance.pick(country.lastNames);
    const email = emailOf(firstName, lastName);
    const phone = chance.happens(WITHOUT_PHONE) ? null : country.phone(city, chance.whole(0, 99));
    const birthDate = chance.happens(WITH_BIRTH_DATE)
      ? birthDateOf(chance.whole(1958, 2004), chance.whole(1, 365))
      : null;
    const address = addressIn(country, city, chance);
    if (emails.has(email) || (phone !== null && numbers.has(phone))) continue;
    emails.add(email);
    if (phone !== null) numbers.add(phone);
    shoppers.push({ seed: own, firstName, lastName, email, phone, address, locale: country.locale, birthDate });
  }
  return shoppers;
}

const emailOf = (firstName: string, lastName: string): string =>
  `${firstName}.${lastName}@example.com`
    .normalize("NFD")
    .replace(/[^\w.@]/g, "")
    .toLowerCase();

function birthDateOf(year: number, dayOfYear: number): string {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 })
    .add({ days: dayOfYear - 1 })
    .toString();
}
