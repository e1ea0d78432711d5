import type { CSSProperties, ReactNode } from "react";
import { text } from "#text/en.ts";

const words = text.optInForm;

const page: CSSProperties = {
  maxWidth: "28rem",
  margin: "0 auto",
  padding: "3rem 1.5rem",
  font: "16px/1.5 system-ui, sans-serif",
  color: "#202020",
};
const stack: CSSProperties = { display: "grid", gap: "0.25rem", marginBottom: "1rem" };
const field: CSSProperties = {
  font: "inherit",
  padding: "0.6rem",
  border: "1px solid #767676",
  borderRadius: "0.25rem",
};
const wrong: CSSProperties = { color: "#a80000", margin: 0 };

/** The opt-in form as a page of the storefront. It works without scripts and without the theme. */
interface OptInFormPageProps {
  form: { shop: string; countryCode: string | null; wording: { words: string; version: string }; action: string };
  /** ISO 3166 alpha-2 codes with their names. */
  countries: readonly { code: string; name: string }[];
  typed?: { phone: string; country: string };
  /** Messages by field. */
  problems?: Partial<Record<"phone" | "agreed", string>>;
  /** A message about the form as a whole. */
  notice?: string;
}

export function OptInFormPage({ form, countries, typed, problems = {}, notice }: OptInFormPageProps) {
  return (
    <Document title={words.title(form.shop)}>
      {notice && <p role="alert">{notice}</p>}
      <form method="post" action={form.action}>
        <input type="hidden" name="version" value={form.wording.version} />
        <p style={stack}>
          <label htmlFor="country">{words.country}</label>
          <select
            id="country"
            name="country"
            autoComplete="country"
            defaultValue={typed?.country || form.countryCode || undefined}
            style={field}
          >
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <div style={stack}>
          <label htmlFor="phone">{words.phone}</label>
          <input
            id="phone"
            name="phone"
            type="tel"
            autoComplete="tel"
            required
            defaultValue={typed?.phone}
            aria-invalid={problems.phone ? true : undefined}
            aria-describedby={problems.phone ? "phone-problem" : undefined}
            style={field}
          />
          {problems.phone && (
            <p id="phone-problem" style={wrong}>
              {problems.phone}
            </p>
          )}
        </div>
        <div style={stack}>
          <label>
            <input
              name="agreed"
              type="checkbox"
              value="yes"
              required
              aria-invalid={problems.agreed ? true : undefined}
              aria-describedby={problems.agreed ? "agreed-problem" : undefined}
            />{" "}
            {form.wording.words}
          </label>
          {problems.agreed && (
            <p id="agreed-problem" style={wrong}>
              {problems.agreed}
            </p>
          )}
        </div>
        <button type="submit" style={{ ...field, background: "#202020", color: "#fff" }}>
          {words.submit}
        </button>
      </form>
    </Document>
  );
}

/** What follows a form that is not shown again. */
export function OptInFormResult({ title, body }: { title: string; body?: string }) {
  return (
    <Document title={title}>
      {body && <p>{body}</p>}
      <p>
        <a href="/">{words.back}</a>
      </p>
    </Document>
  );
}

const Document = ({ title, children }: { title: string; children: ReactNode }) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
    </head>
    <body style={{ margin: 0 }}>
      <main style={page}>
        <h1 style={{ fontSize: "1.5rem", lineHeight: 1.25 }}>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);
