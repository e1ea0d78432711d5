import { createContext, useContext, type ReactNode } from "react";
import type { Condition } from "#core/conditions/index.ts";
import type { Address } from "#core/conditions/rearrange.ts";
import type { OfferedField, SuggestedKind } from "#core/automations/fields.ts";
import type { Problem } from "#core/problem.ts";

/** Props of a condition builder: for the whole condition, or for one on order lines. */
export interface BuilderProps {
  /** Undefined matches every customer. */
  value: Condition | undefined;
  offered: readonly OfferedField[];
  /** Paths are relative to the condition: "all.0.value.amount". */
  problems: readonly Problem[];
  onChange: (condition: Condition | undefined) => void;
  /** The condition's path in the definition; its parts then get their own as `data-path`. */
  path?: string;
  /** Default currency of amounts: the shop's. */
  currency?: string;
  /** The shop's own values that fields suggest. */
  suggestions?: Suggested;
}

/** Values in use in the shop, by kind. */
type Suggested = Partial<Readonly<Record<SuggestedKind, readonly string[]>>>;
export const NO_SUGGESTIONS: Suggested = {};

/** Context of the parts of one builder. */
interface Building {
  condition: Condition | undefined;
  offered: readonly OfferedField[];
  currency: string;
  suggestions: Suggested;
  /** Replaces the condition, and focuses the part at `focus`. */
  change(condition: Condition | undefined, focus?: Address): void;
  /** The element id of the part at an address. */
  idOf(address: Address): string;
  /** Renders a nested builder. */
  nest(props: BuilderProps): ReactNode;
}

const Context = createContext<Building | null>(null);
export const BuildingProvider = Context.Provider;

export function useBuilding(): Building {
  const building = useContext(Context);
  if (!building) throw new Error("a part of a condition stands in a builder");
  return building;
}

/** Appends to a path, if it is known. */
export const below = (path: string | undefined, place: string): string | undefined =>
  path === undefined ? undefined : [path, place].filter(Boolean).join(".");

/** "2.1" for the first part of the second. */
export const formatPartPosition = (address: Address): string => address.map((at) => at + 1).join(".");
