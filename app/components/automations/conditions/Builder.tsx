import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useEffect, useId, useRef } from "react";
import { isBuildable } from "#core/conditions/groups.ts";
import { text } from "#text/en.ts";
import { BuildingProvider, NO_SUGGESTIONS, type BuilderProps } from "./building.ts";
import { Group } from "./Group.tsx";

const nest = (props: BuilderProps) => <Builder {...props} />;

/** The groups and conditions, without the summary. */
export function Builder({
  value,
  offered,
  problems,
  onChange,
  path,
  currency = "USD",
  suggestions = NO_SUGGESTIONS,
}: BuilderProps) {
  const id = useId();
  const wanted = useRef<string | null>(null);
  const idOf = (address: readonly number[]) => [id, ...address].join("-");
  useEffect(() => {
    if (wanted.current === null) return;
    // The new part renders after the changed condition has come back as a prop.
    const control = document
      .getElementById(wanted.current)
      ?.querySelector<HTMLElement>("input, select, button, textarea");
    if (!control) return;
    wanted.current = null;
    control.focus();
  });
  if (value !== undefined && !isBuildable(value)) {
    return (
      <BlockStack gap="200" inlineAlign="start">
        <InlineError fieldID={id} message={problems[0]?.message ?? text.conditions.unreadable} />
        <Button onClick={() => onChange(undefined)}>{text.conditions.startOver}</Button>
      </BlockStack>
    );
  }
  return (
    <BuildingProvider
      value={{
        condition: value,
        offered,
        currency,
        suggestions,
        idOf,
        nest,
        change: (condition, focus) => {
          wanted.current = focus ? idOf(focus) : null;
          onChange(condition);
        },
      }}
    >
      <Group condition={value} address={[]} path={path} problems={problems} />
    </BuildingProvider>
  );
}
