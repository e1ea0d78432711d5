import type { AutomationStatus } from "#core/statuses.ts";

/** An automation in the list. */
export interface AutomationListItem {
  id: string;
  name: string;
  trigger: string;
  /** The trigger's key. */
  triggerType: string;
  status: AutomationStatus;
  tags: readonly string[];
  unpublished: boolean;
  figures: { entered: number; sent: number; skipped: number };
  revenue: { shown: string; orders: number; amount: number };
  /** ISO instant. */
  updatedAt: string;
}

/** The tabs of the list. Archived automations appear under "archived" only. */
export const views = ["all", "on", "off", "drafts", "archived"] as const;
type View = (typeof views)[number];

const inView: Record<View, (status: AutomationStatus) => boolean> = {
  all: (status) => status !== "archived",
  on: (status) => status === "active",
  off: (status) => status === "paused",
  drafts: (status) => status === "draft",
  archived: (status) => status === "archived",
};

const byWhat = {
  name: { kind: "words", compare: (a, b) => a.name.localeCompare(b.name, "en") },
  entered: { kind: "numbers", compare: (a, b) => a.figures.entered - b.figures.entered },
  sent: { kind: "numbers", compare: (a, b) => a.figures.sent - b.figures.sent },
  skipped: { kind: "numbers", compare: (a, b) => a.figures.skipped - b.figures.skipped },
  revenue: { kind: "numbers", compare: (a, b) => a.revenue.amount - b.revenue.amount },
  changed: { kind: "times", compare: (a, b) => (a.updatedAt < b.updatedAt ? -1 : Number(a.updatedAt > b.updatedAt)) },
} satisfies Record<
  string,
  { kind: "words" | "numbers" | "times"; compare: (a: AutomationListItem, b: AutomationListItem) => number }
>;

export type SortKey = keyof typeof byWhat;
export const sortKinds = Object.entries(byWhat).map(([key, { kind }]) => ({ key: key as SortKey, kind }));

/** "name asc": the value in the address and in Polaris' sort button. */
export type Sort = `${SortKey} ${"asc" | "desc"}`;
const DEFAULT_SORT: Sort = "name asc";

export interface AutomationFilter {
  view: View;
  search: string;
  /** A trigger's key; undefined for any. */
  trigger?: string | undefined;
  /** Undefined for any. */
  tag?: string | undefined;
  /** Only automations with unpublished changes. */
  unpublished: boolean;
  sort: Sort;
}

/** The rows of a view, search and filters, sorted stably. */
export function filterAutomations<L extends AutomationListItem>(
  lines: readonly L[],
  { view, search, trigger, tag, unpublished, sort }: AutomationFilter,
): L[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const [key, way] = sort.split(" ") as [SortKey, "asc" | "desc"];
  const sign = way === "asc" ? 1 : -1;
  return lines
    .filter(
      (line) =>
        inView[view](line.status) &&
        (!trigger || line.triggerType === trigger) &&
        (!tag || line.tags.includes(tag)) &&
        (!unpublished || line.unpublished) &&
        words.every((word) => `${line.name} ${line.trigger} ${line.tags.join(" ")}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => sign * byWhat[key].compare(a, b));
}

const isOneOf = <T extends string>(known: readonly T[], given: string | null): given is T => known.includes(given as T);
const sorts = sortKinds.flatMap(({ key }): Sort[] => [`${key} asc`, `${key} desc`]);

/** Parses the list's address; invalid parameters fall back to their defaults. */
export function automationFilterIn(address: URLSearchParams): AutomationFilter {
  const [view, sort] = [address.get("view"), address.get("sort")];
  return {
    view: isOneOf(views, view) ? view : "all",
    search: address.get("search") ?? "",
    trigger: address.get("trigger") ?? undefined,
    tag: address.get("tag") ?? undefined,
    unpublished: address.has("unpublished"),
    sort: isOneOf(sorts, sort) ? sort : DEFAULT_SORT,
  };
}

/** The address of the filtered list. */
export function automationsAddress({
  view,
  search,
  trigger,
  tag,
  unpublished,
  sort,
}: AutomationFilter): URLSearchParams {
  return new URLSearchParams({
    ...(view !== "all" && { view }),
    ...(search !== "" && { search }),
    ...(trigger && { trigger }),
    ...(tag && { tag }),
    ...(unpublished && { unpublished: "yes" }),
    ...(sort !== DEFAULT_SORT && { sort }),
  });
}

/** The triggers that the automations use, by label. */
export const triggersOf = (
  lines: readonly Pick<AutomationListItem, "trigger" | "triggerType">[],
): { value: string; label: string }[] =>
  [...new Map(lines.map(({ trigger, triggerType }) => [triggerType, trigger]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));

/** All tags of the automations, in alphabetical order. */
export const tagsOf = (lines: readonly Pick<AutomationListItem, "tags">[]): string[] =>
  [...new Set(lines.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b, "en"));
