import { countryName } from "./countries.ts";

/** Names by Shopify's province codes. Source: ISO 3166-2 without the country; AA, AE and AP are of the armed forces. */
const provinces: Readonly<Record<string, string>> = {
  US:
    "AL Alabama|AK Alaska|AS American Samoa|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|" +
    "DC Washington DC|FM Micronesia|FL Florida|GA Georgia|GU Guam|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|" +
    "KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MH Marshall Islands|MD Maryland|MA Massachusetts|MI Michigan|" +
    "MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|" +
    "NM New Mexico|NY New York|NC North Carolina|ND North Dakota|MP Northern Mariana Islands|OH Ohio|OK Oklahoma|" +
    "OR Oregon|PW Palau|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|" +
    "TN Tennessee|TX Texas|VI U.S. Virgin Islands|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|" +
    "WI Wisconsin|WY Wyoming|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific",
  CA:
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|" +
    "NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|" +
    "SK Saskatchewan|YT Yukon",
  AU:
    "ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|" +
    "TAS Tasmania|VIC Victoria|WA Western Australia",
  GB: "ENG England|NIR Northern Ireland|SCT Scotland|WLS Wales",
};

interface Province {
  value: string;
  name: string;
  country: string;
}

const listed: readonly Province[] = Object.entries(provinces).flatMap(([country, lines]) =>
  lines.split("|").map((line) => {
    const at = line.indexOf(" ");
    return { value: line.slice(0, at), name: line.slice(at + 1), country };
  }),
);

/** The English name of a country's province code; null for one that is not listed. */
export const provinceName = (country: string, code: string): string | null =>
  listed.find((province) => province.country === country && province.value === code)?.name ?? null;

const labelOf = ({ name, country }: Province): string => `${name}, ${countryName(country)}`;

/** A code is one option: WA is Washington and Western Australia, and customers have the code alone. */
export const provinceOptions = [...new Set(listed.map(({ value }) => value))]
  .map((value) => {
    const same = listed.filter((one) => one.value === value);
    return { value, label: same.map(labelOf).join(" or "), alsoCalled: same.map(({ name }) => name) };
  })
  .sort((a, b) => a.label.localeCompare(b.label, "en"));

/** Whether a text has the form of a code, for the states of other countries. */
export const isProvinceCode = (code: string): boolean => /^[A-Z0-9][A-Z0-9. -]{0,6}$/.test(code);
