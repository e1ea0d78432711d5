import { html, type Html } from "../../html.ts";

/** An inline form for one action; redirects to `back`. */
export const form = (path: string, label: string, back: string, fields: Html, className = ""): Html =>
  html`<form class="line" method="post" action="/sandbox/api/store/${path}">
    ${fields}<input type="hidden" name="return" value="${back}" /><button class="${className}">${label}</button>
  </form>`;

/** A button for one action. */
export const act = (
  path: string,
  label: string,
  back: string,
  fields: Record<string, string | number> = {},
  className = "",
): Html =>
  form(
    path,
    label,
    back,
    html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`,
    className,
  );
