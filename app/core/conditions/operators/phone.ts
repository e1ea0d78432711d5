import { z } from "zod";
import { readPhone } from "#core/customers/phone-number.ts";
import { defineFamily, operatorOn } from "./define.ts";
import { presence } from "./presence.ts";
import { formatList } from "./texts.ts";

const country = z.string("name a country").regex(/^[A-Z]{2}$/, "use a country's two capital letters, such as US");

export const phone = defineFamily<string>({
  types: ["phone"],
  is: "a phone number",
  read: (raw) => (typeof raw === "string" ? readPhone(raw)?.e164 : undefined),
  operators: [
    operatorOn<string>()({
      key: "country_is",
      label: "is a number of",
      value: z
        .array(country, "use a list of countries")
        .min(1, "name at least one")
        .max(250, "names more countries than there are"),
      form: "countries",
      test: (saw, countries) => {
        const numberCountry = readPhone(saw)?.country;
        return numberCountry
          ? { match: countries.includes(numberCountry), note: `the number is of ${numberCountry}` }
          : { match: false, note: "the number is of no single country" };
      },
      formatValue: formatList,
    }),
    ...presence<string>(),
  ],
});
