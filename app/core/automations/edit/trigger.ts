import { z } from "zod";
import { ownValue } from "#core/plain-data.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Draft } from "./draft.ts";
import { defaultsOf } from "./new-step.ts";

/** Changes the trigger of a draft and keeps the settings that the new trigger accepts. */
export function withTrigger(draft: Draft, type: Draft["trigger"]["type"]): Draft {
  if (type === draft.trigger.type) return draft;
  const { config } = triggerOf(type);
  const kept =
    config instanceof z.ZodObject
      ? Object.entries(config.shape as Record<string, z.ZodType>).filter(([name, setting]) =>
          fits(setting, ownValue(draft.trigger.config, name)),
        )
      : [];
  return {
    ...draft,
    trigger: {
      type,
      config: {
        ...defaultsOf(config),
        ...Object.fromEntries(kept.map(([name]) => [name, ownValue(draft.trigger.config, name)])),
      },
    },
  };
}

const fits = (setting: z.ZodType, value: unknown): boolean => value !== undefined && setting.safeParse(value).success;
