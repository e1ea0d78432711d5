export { text } from "./text.ts";
export { number } from "./number.ts";
export { money } from "./money.ts";
export { date } from "./date.ts";
export { boolean } from "./boolean.ts";
export { list } from "./list.ts";
export { phone } from "./phone.ts";
export { lines } from "./lines.ts";
