import type { Address } from "../store/state.ts";
import type { Chance } from "./chance.ts";

/** Where shoppers of a country live, what they are called, and which numbers they have. */
export interface Country {
  weight: number;
  country: string;
  countryCode: string;
  locale: string;
  firstNames: readonly [string, ...string[]];
  lastNames: readonly [string, ...string[]];
  streets: readonly [string, ...string[]];
  cities: readonly [City, ...City[]];
  /** The nth number, from numbers that their authority reserves for fiction or that libphonenumber gives as examples. */
  phone: (city: City, nth: number) => string;
}

export interface City {
  city: string;
  province: string;
  provinceCode: string | null;
  zip: string;
  /** Of North American numbers. */
  areaCode?: string;
}

const city = (name: string, province: string, provinceCode: string | null, zip: string, areaCode?: string): City => ({
  city: name,
  province,
  provinceCode,
  zip,
  ...(areaCode === undefined ? {} : { areaCode }),
});

const two = (value: number) => String(value).padStart(2, "0");
/** 555-0100 to 555-0199 are fictional in every area code. */
const northAmerican = ({ areaCode = "646" }: City, nth: number) => `+1${areaCode}55501${two(nth % 100)}`;

/** Reserved by Australia's ACMA for fiction. */
const AUSTRALIAN = [
  "570006",
  "570156",
  "570157",
  "570158",
  "570159",
  "570110",
  "571266",
  "571491",
  "571804",
  "572549",
  "572665",
  "572983",
  "573770",
  "573087",
  "574118",
  "574632",
  "575254",
  "575789",
  "576398",
  "576801",
  "577426",
  "577644",
  "578957",
  "578148",
  "578888",
  "579212",
  "579760",
  "579455",
] as const;

const englishFirst = [
  "Olivia",
  "Noah",
  "Maya",
  "Ethan",
  "Ruby",
  "Caleb",
  "Priya",
  "Marcus",
  "Sofia",
  "Jonah",
  "Leah",
  "Andre",
  "Nina",
  "Owen",
  "Tessa",
  "Malik",
  "Iris",
  "Felix",
  "Joy",
  "Diego",
  "Wren",
  "Silas",
  "Amara",
  "Hugo",
  "Clara",
  "Desmond",
  "Freya",
  "Gideon",
  "Harper",
  "Isaac",
  "June",
  "Kofi",
  "Lena",
  "Mateo",
  "Nadia",
  "Otis",
  "Paloma",
  "Quinn",
  "Rosalie",
  "Simon",
  "Talia",
  "Uma",
  "Victor",
  "Willa",
  "Xavier",
  "Yara",
  "Zoe",
  "Beatrix",
  "Cyrus",
  "Daphne",
] as const;
const englishLast = [
  "Bennett",
  "Okoye",
  "Castillo",
  "Whitfield",
  "Tanaka",
  "Mercer",
  "Doyle",
  "Aldridge",
  "Nguyen",
  "Hartley",
  "Silva",
  "Lindqvist",
  "Osei",
  "Prescott",
  "Ramirez",
  "Sutton",
  "Trent",
  "Underhill",
  "Vaughn",
  "Winslow",
  "Abbott",
  "Barros",
  "Calloway",
  "Drake",
  "Ellison",
  "Farrow",
  "Grantham",
  "Holloway",
  "Ibarra",
  "Jennings",
  "Kapoor",
  "Langley",
  "Monroe",
  "Norwood",
  "Ortega",
  "Pike",
  "Quigley",
  "Rowe",
  "Sinclair",
  "Thorne",
  "Upton",
  "Vega",
  "Wilder",
  "Yates",
  "Zimmer",
  "Ashby",
  "Boone",
  "Crane",
  "Dalton",
  "Emerson",
] as const;
const germanFirst = [
  "Lena",
  "Jonas",
  "Mia",
  "Lukas",
  "Hanna",
  "Finn",
  "Marie",
  "Paul",
  "Greta",
  "Emil",
  "Frieda",
  "Anton",
] as const;
const germanLast = [
  "Bauer",
  "Vogel",
  "Krause",
  "Schubert",
  "Lorenz",
  "Winkler",
  "Seidel",
  "Brandt",
  "Kühn",
  "Pohl",
  "Arnold",
  "Busch",
] as const;
const frenchFirst = [
  "Camille",
  "Louis",
  "Chloé",
  "Hugo",
  "Manon",
  "Jules",
  "Léa",
  "Gabriel",
  "Inès",
  "Arthur",
  "Zoé",
  "Raphaël",
] as const;
const frenchLast = [
  "Moreau",
  "Lambert",
  "Fontaine",
  "Rousseau",
  "Chevalier",
  "Girard",
  "Marchand",
  "Perrin",
  "Leroux",
  "Garnier",
  "Faure",
  "Blanchet",
] as const;

export const countries: readonly Country[] = [
  {
    weight: 60,
    country: "United States",
    countryCode: "US",
    locale: "en-US",
    firstNames: englishFirst,
    lastNames: englishLast,
    streets: [
      "Maple Street",
      "Oak Avenue",
      "Willow Lane",
      "Cedar Road",
      "Juniper Street",
      "Lakeview Drive",
      "Hill Street",
    ],
    cities: [
      city("Brooklyn", "New York", "NY", "11215", "718"),
      city("Albany", "New York", "NY", "12207", "518"),
      city("Boston", "Massachusetts", "MA", "02116", "617"),
      city("Philadelphia", "Pennsylvania", "PA", "19106", "215"),
      city("Chicago", "Illinois", "IL", "60607", "312"),
      city("Atlanta", "Georgia", "GA", "30308", "404"),
      city("Nashville", "Tennessee", "TN", "37203", "615"),
      city("Denver", "Colorado", "CO", "80205", "303"),
      city("Houston", "Texas", "TX", "77006", "713"),
      city("Phoenix", "Arizona", "AZ", "85004", "602"),
      city("San Diego", "California", "CA", "92103", "619"),
      city("San Francisco", "California", "CA", "94110", "415"),
      city("Portland", "Oregon", "OR", "97209", "503"),
      city("Seattle", "Washington", "WA", "98103", "206"),
    ],
    phone: northAmerican,
  },
  {
    weight: 13,
    country: "Canada",
    countryCode: "CA",
    locale: "en-CA",
    firstNames: englishFirst,
    lastNames: englishLast,
    streets: ["King Street", "Dundas Street", "Granville Street", "Elgin Street", "Birch Avenue"],
    cities: [
      city("Toronto", "Ontario", "ON", "M5V 2T6", "647"),
      city("Ottawa", "Ontario", "ON", "K2P 1L4", "613"),
      city("Vancouver", "British Columbia", "BC", "V6B 2W9", "604"),
      city("Calgary", "Alberta", "AB", "T2R 0B6", "403"),
      city("Halifax", "Nova Scotia", "NS", "B3J 1M4", "902"),
    ],
    phone: northAmerican,
  },
  {
    weight: 11,
    country: "United Kingdom",
    countryCode: "GB",
    locale: "en-GB",
    firstNames: englishFirst,
    lastNames: englishLast,
    streets: ["Church Lane", "Station Road", "Mill Street", "Albion Terrace", "Park Row"],
    cities: [
      city("London", "England", "ENG", "E8 3DL"),
      city("Bristol", "England", "ENG", "BS1 5TY"),
      city("Leeds", "England", "ENG", "LS2 7EW"),
      city("Edinburgh", "Scotland", "SCT", "EH1 2NG"),
    ],
    phone: (_city, nth) => `+4474001235${two(nth % 100)}`,
  },
  {
    weight: 7,
    country: "Australia",
    countryCode: "AU",
    locale: "en-AU",
    firstNames: englishFirst,
    lastNames: englishLast,
    streets: ["Banksia Street", "Wattle Road", "Harbour Parade", "Station Street"],
    cities: [
      city("Melbourne", "Victoria", "VIC", "3065"),
      city("Sydney", "New South Wales", "NSW", "2010"),
      city("Brisbane", "Queensland", "QLD", "4101"),
    ],
    phone: (_city, nth) => `+61491${AUSTRALIAN[nth % AUSTRALIAN.length]}`,
  },
  {
    weight: 5,
    country: "Germany",
    countryCode: "DE",
    locale: "de-DE",
    firstNames: germanFirst,
    lastNames: germanLast,
    streets: ["Lindenstraße", "Gartenweg", "Kastanienallee"],
    cities: [city("Berlin", "Berlin", "BE", "10405"), city("Hamburg", "Hamburg", "HH", "20357")],
    phone: (_city, nth) => `+491760406 9${two(nth % 100)}`.replace(" ", ""),
  },
  {
    weight: 4,
    country: "France",
    countryCode: "FR",
    locale: "fr-FR",
    firstNames: frenchFirst,
    lastNames: frenchLast,
    streets: ["rue des Lilas", "rue du Moulin", "avenue Jean Jaurès"],
    cities: [city("Lyon", "Auvergne-Rhône-Alpes", null, "69004"), city("Nantes", "Pays de la Loire", null, "44000")],
    phone: (_city, nth) => `+336123457${two(nth % 100)}`,
  },
];

export function addressIn({ country, countryCode, streets }: Country, at: City, chance: Chance): Address {
  const { areaCode: _areaCode, ...rest } = at;
  return { address1: `${chance.whole(2, 240)} ${chance.pick(streets)}`, ...rest, country, countryCode };
}
