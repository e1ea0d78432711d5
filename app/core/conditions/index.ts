export { checkCondition } from "./check.ts";
export { condition, type Condition } from "./condition.ts";
export { evaluate, type Scope } from "./evaluate.ts";
export { fieldsOf } from "./fields-of.ts";
export { tellCondition } from "./tell.ts";
export type { Trace } from "./trace.ts";
