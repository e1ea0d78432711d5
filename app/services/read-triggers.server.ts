import { triggers } from "#core/triggers/index.ts";

const labels = new Map<string, string>(triggers.map(({ type, label }) => [type, label]));

/** A trigger in words. One that a later release took away keeps its key. */
export const sayTrigger = (type: string): string => labels.get(type) ?? type;
