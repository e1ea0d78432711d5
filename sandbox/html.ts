/** Escaped HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function write(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "object") return part.map(write).join("");
  return String(part).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** A template that escapes its values, except `Html`. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]) =>
  new Html(strings.reduce((text, string, at) => text + write(parts[at - 1]) + string));

/** A whole page. `assets` are names of scripts and style sheets under /sandbox/assets. */
export function page(title: string, assets: readonly string[], body: Html): string {
  const links = assets.map((name) =>
    name.endsWith(".css")
      ? html`<link rel="stylesheet" href="/sandbox/assets/${name}" />`
      : html`<script type="module" src="/sandbox/assets/${name}"></script>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="${FAVICON}" />
        ${links}
      </head>
      ${body}
    </html>`.text;
}

const FAVICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#2b2a4c"/>
<path d="M16 6a2 2 0 0 1 2 2c4 1 6 4 6 8 0 4 1 5 2 6H6c1-1 2-2 2-6 0-4 2-7 6-8a2 2 0 0 1 2-2z" fill="#f2c14e"/>
<circle cx="16" cy="25" r="2.4" fill="#f2c14e"/></svg>`,
)}`;
