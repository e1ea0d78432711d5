import type { KnownValues } from "#core/automations/fields.ts";
import { countryOptions } from "./countries.ts";
import { currencyOptions } from "./currencies.ts";
import { isLanguageTag, languageOptions } from "./languages.ts";
import { isProvinceCode, provinceOptions } from "./provinces.ts";

/** A closed list of Shopify's status words, by name. */
export const knownStatuses = (noun: string, labels: Readonly<Record<string, string>>): KnownValues => ({
  noun,
  options: Object.entries(labels).map(([value, label]) => ({ value, label })),
});

export const countries: KnownValues = { noun: "country code", options: countryOptions };

export const provinces: KnownValues = {
  noun: "state or province code",
  options: provinceOptions,
  accepts: isProvinceCode,
};

export const languages: KnownValues = {
  noun: "language code",
  options: languageOptions,
  accepts: isLanguageTag,
  subtags: true,
};

export const currencies: KnownValues = { noun: "currency code", options: currencyOptions };

/** Shopify's source names. A sales channel that an app adds has a name or number of its own. */
export const salesChannels: KnownValues = {
  noun: "sales channel code",
  options: [
    { value: "web", label: "Online Store" },
    { value: "pos", label: "Point of Sale", alsoCalled: ["POS"] },
    { value: "shopify_draft_order", label: "Draft order", alsoCalled: ["Draft orders"] },
    { value: "subscription_contract", label: "Subscription order", alsoCalled: ["Subscription"] },
    { value: "subscription_contract_checkout_one", label: "First order of a subscription" },
    { value: "iphone", label: "Shopify app on iPhone", alsoCalled: ["iPhone"] },
    { value: "android", label: "Shopify app on Android", alsoCalled: ["Android"] },
  ],
  accepts: (name) => /^[a-z0-9][a-z0-9_.-]{0,99}$/i.test(name),
};
