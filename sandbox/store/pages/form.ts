import { html, type Html } from "../../html.ts";

/** A form of one button that does one thing in the store and comes back to `back`. */
export function act(path: string, label: string, back: string, fields: Record<string, string | number> = {}, className = ""): Html {
  return html`<form method="post" action="/sandbox/api/store/${path}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="return" value="${back}"><button class="${className}">${label}</button></form>`;
}
