import type { CSSProperties, ReactNode } from "react";
import { text } from "#text/en.ts";

const page: CSSProperties = {
  maxWidth: "36rem",
  margin: "0 auto",
  padding: "4rem 1.5rem",
  font: "16px/1.6 system-ui, sans-serif",
  color: "#303030",
};

/** A page outside the store admin, without Polaris and scripts. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main style={page}>
      <p style={{ margin: 0, fontWeight: 600 }}>
        <img
          src="/favicon.svg"
          alt=""
          width="20"
          height="20"
          style={{ verticalAlign: "-4px", marginRight: "0.5rem" }}
        />
        {text.appName}
      </p>
      <h1 style={{ fontSize: "1.75rem", lineHeight: 1.25, margin: "1.5rem 0 1rem" }}>{title}</h1>
      {children}
    </main>
  );
}
