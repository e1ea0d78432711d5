export { checkCondition } from "./check.ts";
export { checkListedValues } from "./check-values.ts";
export { condition, type Condition } from "./condition.ts";
export { evaluate, type EvaluationScope } from "./evaluate.ts";
export { fieldsOf } from "./fields-of.ts";
export { formatCondition } from "./format.ts";
export type { Trace } from "./trace.ts";
