import { defineFamily, operatorOn } from "./define.ts";
import { nothing } from "./presence.ts";

const operator = operatorOn<boolean>();

export const boolean = defineFamily<boolean>({
  types: ["boolean"],
  is: "a yes or no",
  read: (raw) => (typeof raw === "boolean" ? raw : undefined),
  operators: [
    operator({ key: "is_true", label: "is yes", value: nothing, form: "none", test: (saw) => ({ match: saw }) }),
    operator({ key: "is_false", label: "is no", value: nothing, form: "none", test: (saw) => ({ match: !saw }) }),
  ],
});
