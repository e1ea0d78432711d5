import { text } from "#text/en.ts";
import type { Answer } from "./use-act.ts";

/** In the place of an answer that did not come, or was none: the page stays, and with it all that was typed. */
export const unreached = (): Answer => ({ ok: false, message: text.trouble.unreached });
