import { z } from "zod";
import { definition, readDefinition } from "#core/automation/definition.ts";
try {
const s = z.toJSONSchema(definition, { io: "input" });
console.log(JSON.stringify(s).length, Object.keys(s.$defs ?? {}));
console.log(JSON.stringify(s, null, 1).slice(0, 3000));
} catch (e) { console.log(e) }
const base = { name: "n", kind: "marketing", trigger: { type: "order_created" }, reentry: "once" };
const steps: unknown[] = [
 [{ id: "a", type: "branch", arms: [{ id: "x", when: { field: "order.totl", op: "gt", value: "5" }, steps: [{ id: "a", type: "send_fax" }, {id: "B", type: "send_sms", config: {body: "{{ x"}}] }, { id: "x", steps: [null, 3, {}] }] }],
 [{ id: "a", type: "send_sms", config: { body: "hi {{ custmer.name }} {{ discount.code }}", overCap: "no" }, onError: { retry: 0 } }],
 [{ id: "a", type: "send_sms", config: { body: "hi" }, onError: "retry" , arms: [{id: "z", steps: [{id: "q", type: "nope"}]}] }],
 [{ id: "a", type: "wait", config: {} }],
 [{ id: "a", type: "wait", config: { for: { amount: 1, unit: "days" }, untilTime: { at: "10:00" } } }],
 [{ id: "a", type: "split", arms: [] }],
 [{ id: "a", type: "split" }],
 [{ id: "a", type: "wait_for_event", config: { on: "order_creatd", timeout: { amount: 1, unit: "days" } }, arms: [{ id: "zz", steps: [] }] }],
 [{ id: "a", type: "wait_for_event", config: { on: "order_created", timeout: { amount: 1, unit: "days" } }, arms: [{ id: "happened", steps: [] }, { id: "happened", steps: [] }] }],
 [{ id: "a", type: "branch", arms: [{ id: "x", when: { field: "order.total", op: "gt" }, steps: "no" }] }],
 "nonsense",
 undefined,
];
for (const s of steps) { const r = readDefinition({ ...base, steps: s }); console.log(JSON.stringify("problems" in r ? r.problems : "ok " + JSON.stringify(r.definition.steps), null, 1)); }
