import { z } from "zod";
import { operatorOn, type Operator } from "./define.ts";

/** The value schema of operators without a value. */
export const nothing = z.undefined("takes no value");

/**
 * The operators "is set" and "is not set".
 * @param present for values that can be empty, such as a list
 */
export const presence = <T>(present: (saw: T) => boolean = () => true): Operator<T>[] => [
  operatorOn<T>()({
    key: "is_set",
    label: "is set",
    value: nothing,
    form: "none",
    test: (saw) => ({ match: present(saw) }),
  }),
  operatorOn<T>()({
    key: "is_not_set",
    label: "is not set",
    value: nothing,
    form: "none",
    matchesMissing: true,
    test: (saw) => ({ match: !present(saw) }),
  }),
];
