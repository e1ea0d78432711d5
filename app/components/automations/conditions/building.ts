import { createContext, useContext, type ReactNode } from "react";
import type { Condition } from "#core/conditions/index.ts";
import type { Address } from "#core/conditions/rearrange.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";

/** A condition to be built: the whole one, or one on order lines within a question. */
export interface BuilderProps {
  /** Everyone, where there is none. */
  value: Condition | undefined;
  /** What may be asked about. */
  offered: readonly OfferedField[];
  /** Counted from the condition: "all.0.value.amount". */
  problems: readonly Problem[];
  onChange: (condition: Condition | undefined) => void;
  /** Where the condition stands in its document: its parts then bear their own place as `data-path`. */
  path?: string;
  /** Of amounts that are not named yet: the shop's. */
  currency?: string;
}

/** What every part of one builder shares. */
interface Building {
  condition: Condition | undefined;
  offered: readonly OfferedField[];
  currency: string;
  /** Takes a new condition; what stands at `focus` gets the keyboard. */
  change(condition: Condition | undefined, focus?: Address): void;
  /** The element of the part at an address. */
  idOf(address: Address): string;
  /** A builder within this one. */
  nest(props: BuilderProps): ReactNode;
}

const Context = createContext<Building | null>(null);
export const BuildingProvider = Context.Provider;

export function useBuilding(): Building {
  const building = useContext(Context);
  if (!building) throw new Error("a part of a condition stands in a builder");
  return building;
}

/** A place below another one, where that is known. */
export const below = (path: string | undefined, place: string): string | undefined =>
  path === undefined ? undefined : [path, place].filter(Boolean).join(".");

/** "2.1" of the first part of the second. */
export const formatPartPosition = (address: Address): string => address.map((at) => at + 1).join(".");
