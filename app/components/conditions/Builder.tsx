import { useEffect, useId, useRef } from "react";
import { BuildingProvider, type BuilderProps } from "./builder.ts";
import { Group } from "./Group.tsx";

const nest = (props: BuilderProps) => <Builder {...props} />;

/** Groups of questions, without words around them. */
export function Builder({ value, offered, problems, onChange, currency = "USD" }: BuilderProps) {
  const id = useId();
  const wanted = useRef<string | null>(null);
  const idOf = (address: readonly number[]) => [id, ...address].join("-");
  useEffect(() => {
    if (wanted.current === null) return;
    const part = document.getElementById(wanted.current);
    wanted.current = null;
    part?.querySelector<HTMLElement>("input, select, button, textarea")?.focus();
  });
  return (
    <BuildingProvider
      value={{
        condition: value,
        offered,
        currency,
        idOf,
        nest,
        change: (condition, focus) => {
          wanted.current = focus ? idOf(focus) : null;
          onChange(condition);
        },
      }}
    >
      <Group condition={value} address={[]} problems={problems} />
    </BuildingProvider>
  );
}
