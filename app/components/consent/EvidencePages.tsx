import type { CSSProperties, ReactNode } from "react";
import { text } from "#text/en.ts";

interface EvidencePagesProps {
  shop: { name: string; domain: string };
  phone: string;
  made: string;
  madeBy: string;
  says: string;
  lines: readonly EvidenceLine[];
  rules: readonly { rule: string; source: string }[];
  complete: boolean;
  sha256: string;
}

interface EvidenceLine {
  at: string;
  shown: string;
  kind: string;
  says: string;
  details: readonly string[];
}

const words = text.customers.evidence;
const page: CSSProperties = {
  maxWidth: "48rem",
  margin: "0 auto",
  padding: "2rem 1.5rem",
  font: "13px/1.5 system-ui, sans-serif",
  color: "#1a1a1a",
  overflowWrap: "anywhere",
};
const TEXTS = new Set(["text_in", "text_out", "email"]);

// Print styles: margins, and no page break between a line and its details.
const PRINT =
  "@page { margin: 18mm } @media print { button { display: none } } li, dl, tr { break-inside: " +
  "avoid } h2 { break-after: avoid }";

/** The printable consent record, in the order of a dispute. */
export function EvidencePages({ shop, phone, made, madeBy, says, lines, rules, complete, sha256 }: EvidencePagesProps) {
  const consents = lines.filter(({ kind }) => kind === "consent");
  const texts = lines.filter(({ kind }) => TEXTS.has(kind));
  const rest = lines.filter(({ kind }) => kind !== "consent" && !TEXTS.has(kind));
  return (
    <main style={page}>
      <style>{PRINT}</style>
      <button
        type="button"
        onClick={() => window.print()}
        style={{ float: "right", font: "inherit", padding: "0.4rem 0.9rem" }}
      >
        {words.printNow}
      </button>
      <h1 style={{ fontSize: "1.5rem", lineHeight: 1.2, margin: "0 0 1rem" }}>{words.heading(phone)}</h1>
      <dl style={{ display: "grid", gridTemplateColumns: "max-content 1fr", gap: "0.2rem 1rem", margin: 0 }}>
        <Row name={words.shop}>{`${shop.name} (${shop.domain})`}</Row>
        <Row name={words.made}>{made}</Row>
        <Row name={words.by}>{madeBy}</Row>
        <Row name={words.now}>{says}</Row>
        <Row name={words.hash}>{sha256}</Row>
      </dl>
      <p style={{ color: "#555" }}>{words.hashHelp}</p>
      {!complete && <p role="alert">{words.cut}</p>}
      <Part title={words.consents} lines={consents} />
      <Part title={words.texts} lines={texts} />
      <Part title={words.decisions} lines={rest} />
      <h2>{words.rules}</h2>
      {rules.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul style={{ paddingLeft: "1.2rem" }}>
          {rules.map(({ rule, source }) => (
            <li key={rule}>{`${rule}: ${source}`}</li>
          ))}
        </ul>
      )}
    </main>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt style={{ color: "#555" }}>{name}</dt>
      <dd style={{ margin: 0 }}>{children}</dd>
    </>
  );
}

function Part({ title, lines }: { title: string; lines: readonly EvidenceLine[] }) {
  return (
    <>
      <h2 style={{ fontSize: "1.1rem", margin: "1.5rem 0 0.5rem" }}>{title}</h2>
      {lines.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ol style={{ listStyle: "none", padding: 0, margin: 0 }}>
          {lines.map((line, at) => (
            <li key={at} style={{ borderTop: "1px solid #ccc", padding: "0.5rem 0" }}>
              <time dateTime={line.at} style={{ color: "#555" }}>
                {line.shown}
              </time>
              <div style={{ fontWeight: 600 }}>{line.says}</div>
              {line.details.map((detail, n) => (
                <div key={n} style={{ paddingLeft: detail.startsWith("  ") ? "2rem" : "1rem", whiteSpace: "pre-line" }}>
                  {detail.trim()}
                </div>
              ))}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
