import type { AutomationStatus } from "#core/statuses.ts";

/** An automation as its line in the list has it. */
export interface AutomationListItem {
  id: string;
  name: string;
  trigger: string;
  /** The trigger's key. */
  triggerType: string;
  status: AutomationStatus;
  unpublished: boolean;
  figures: { entered: number; sent: number; skipped: number };
  revenue: { shown: string; orders: number; amount: number };
  /** ISO instant. */
  updatedAt: string;
}

/** What of the list is shown. What is archived is put away: it is not among all. */
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

/** "name asc", as the list's address and its sort button write it. */
export type Sort = `${SortKey} ${"asc" | "desc"}`;
const DEFAULT_SORT: Sort = "name asc";

export interface AutomationFilter {
  view: View;
  search: string;
  /** A trigger's key; any without it. */
  trigger?: string | undefined;
  /** Only those whose draft says something else than what runs. */
  unpublished: boolean;
  sort: Sort;
}

/** The lines that a view, a search and filters leave, in the order asked for; equals stay as they were. */
export function filterAutomations<L extends AutomationListItem>(
  lines: readonly L[],
  { view, search, trigger, unpublished, sort }: AutomationFilter,
): L[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const [key, way] = sort.split(" ") as [SortKey, "asc" | "desc"];
  const sign = way === "asc" ? 1 : -1;
  return lines
    .filter(
      (line) =>
        inView[view](line.status) &&
        (!trigger || line.triggerType === trigger) &&
        (!unpublished || line.unpublished) &&
        words.every((word) => `${line.name} ${line.trigger}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => sign * byWhat[key].compare(a, b));
}

const isOneOf = <T extends string>(known: readonly T[], given: string | null): given is T => known.includes(given as T);
const sorts = sortKinds.flatMap(({ key }): Sort[] => [`${key} asc`, `${key} desc`]);

/** What the list's address asks for; what cannot be understood is as good as absent. */
export function automationFilterIn(address: URLSearchParams): AutomationFilter {
  const [view, sort] = [address.get("view"), address.get("sort")];
  return {
    view: isOneOf(views, view) ? view : "all",
    search: address.get("search") ?? "",
    trigger: address.get("trigger") ?? undefined,
    unpublished: address.has("unpublished"),
    sort: isOneOf(sorts, sort) ? sort : DEFAULT_SORT,
  };
}

/** The address of the list, so narrowed down. */
export function automationsAddress({ view, search, trigger, unpublished, sort }: AutomationFilter): URLSearchParams {
  return new URLSearchParams({
    ...(view !== "all" && { view }),
    ...(search !== "" && { search }),
    ...(trigger && { trigger }),
    ...(unpublished && { unpublished: "yes" }),
    ...(sort !== DEFAULT_SORT && { sort }),
  });
}

/** What starts any of them, each once, by name. */
export const triggersOf = (
  lines: readonly Pick<AutomationListItem, "trigger" | "triggerType">[],
): { value: string; label: string }[] =>
  [...new Map(lines.map(({ trigger, triggerType }) => [triggerType, trigger]))]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
