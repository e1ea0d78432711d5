import { z } from "zod";

/** Lists of Twilio's toll-free verification, word for word. */
export const businessTypes = [
  "PRIVATE_PROFIT",
  "PUBLIC_PROFIT",
  "SOLE_PROPRIETOR",
  "NON_PROFIT",
  "GOVERNMENT",
] as const;
export const registrationAuthorities = [
  "EIN",
  "CBN",
  "CRN",
  "PROVINCIAL_NUMBER",
  "VAT",
  "ACN",
  "ABN",
  "BRN",
  "SIREN",
  "SIRET",
  "NZBN",
  "USt-IdNr",
  "CIF",
  "NIF",
  "CNPJ",
  "UID",
  "NEQ",
  "OTHER",
] as const;
export const useCases = [
  "ACCOUNT_NOTIFICATIONS",
  "CUSTOMER_CARE",
  "DELIVERY_NOTIFICATIONS",
  "EVENTS",
  "MARKETING",
] as const;
export const optInTypes = ["WEB_FORM", "VIA_TEXT", "PAPER_FORM", "MOBILE_QR_CODE", "VERBAL"] as const;
export const monthlyVolumes = ["10", "100", "1,000", "10,000", "100,000", "250,000", "500,000", "750,000"] as const;

const words = (most: number, missing = "is missing") =>
  z.string(missing).trim().min(1, missing).max(most, `is longer than ${most} characters`);
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `is longer than ${most} characters`)
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .default(null);
/** A page that the carriers open: public, and reached through https. */
const publicUrl = () =>
  z
    .string("is missing")
    .trim()
    .max(500, "is longer than 500 characters")
    .refine((text) => isPublicUrl(text), "must be a public address that begins with https://");
const e164 = () => z.string("is missing").regex(/^\+[1-9]\d{6,14}$/, "must be a number such as +12125550123");
const country = () => z.string("is missing").regex(/^[A-Z]{2}$/, "must be a country's code of two letters, such as US");

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" && hostname.includes(".") && !/^[\d.]+$/.test(hostname);
}

/** What the carriers ask of a business before they take its texts. */
export const registrationForm = z
  .object({
    businessName: words(200),
    doingBusinessAs: optional(200),
    businessType: z.enum(businessTypes, "choose one"),
    registrationNumber: optional(50),
    registrationAuthority: z.enum(registrationAuthorities, "choose one").nullable().default(null),
    registrationCountry: country().nullable().default(null),
    website: publicUrl(),
    street: words(200),
    street2: optional(200),
    city: words(100),
    region: words(100),
    postalCode: words(20),
    country: country(),
    contactFirstName: words(100),
    contactLastName: words(100),
    contactEmail: z.email("is not an email address").max(200),
    contactPhone: e164(),
    useCases: z.array(z.enum(useCases)).min(1, "choose at least one").max(useCases.length),
    useCaseSummary: words(500),
    sampleMessage: words(1_000),
    optInType: z.enum(optInTypes, "choose one"),
    optInImageUrls: z.array(publicUrl()).min(1, "add a picture of how customers agree").max(5, "is more than 5"),
    monthlyVolume: z.enum(monthlyVolumes, "choose one"),
    privacyPolicyUrl: publicUrl(),
    termsUrl: publicUrl(),
    additionalInformation: optional(500),
  })
  .superRefine((form, check) => {
    if (form.businessType !== "SOLE_PROPRIETOR")
      for (const field of ["registrationNumber", "registrationAuthority", "registrationCountry"] as const)
        if (form[field] === null)
          check.addIssue({ code: "custom", path: [field], message: "is missing; only a sole proprietor has none" });
    if (!/\bstop\b/i.test(form.sampleMessage))
      check.addIssue({
        code: "custom",
        path: ["sampleMessage"],
        message: "must say how to stop, such as “Reply STOP”",
      });
    // The carriers refuse a form whose e-mail and website have different domains.
    if (URL.canParse(form.website) && !isSameSite(form.contactEmail, new URL(form.website).hostname))
      check.addIssue({
        code: "custom",
        path: ["contactEmail"],
        message: "must be an address at the website's own domain",
      });
  });
export type RegistrationForm = z.infer<typeof registrationForm>;

function isSameSite(email: string, host: string): boolean {
  const domain = email.split("@").at(-1)?.toLowerCase() ?? "";
  const site = host.toLowerCase().replace(/^www\./, "");
  return domain === site || site.endsWith(`.${domain}`) || domain.endsWith(`.${site}`);
}

/** Whether a registration may be sent or sent again: the carriers have not taken it, or have refused it. */
export const maySubmit = (status: string): boolean => status === "draft" || status === "refused";
