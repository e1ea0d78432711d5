import { z } from "zod";
import { operatorOn, type Operator } from "./define.ts";

/** The value of an operator that needs none. */
export const nothing = z.undefined("takes no value");

/**
 * Whether there is something at all.
 * @param present where what can be read may still be nothing, such as an empty list
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
