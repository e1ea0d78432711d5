import type { CampaignPlan, CampaignPlanDocument } from "#core/campaigns/plan.ts";

type Time = CampaignPlan["when"];

/** A campaign as its form holds it: numbers as typed. */
export interface PlanForm {
  name: string;
  includes: string[];
  excludes: string[];
  arms: { id: string; body: string; share: string; translations: Record<string, string>; picture?: string }[];
  holdout: string;
  hasTest: boolean;
  test: { percent: string; hours: string; measure: "clicks" | "orders" };
  when: { kind: Time["kind"]; date: string; time: string; ifPast: "now" | "tomorrow" | "skip" };
  notAfterHours: string;
  quietHours: CampaignPlan["quietHours"];
  perHour: string;
  /** Settings of the discount code; null for none. */
  discount: Record<string, unknown> | null;
}

export const letterOf = (at: number): string => String.fromCharCode(65 + at);

/** A new campaign's form. */
export const blankForm = (): PlanForm => ({
  name: "",
  includes: [],
  excludes: [],
  arms: [{ id: "a", body: "", share: "50", translations: {} }],
  holdout: "0",
  hasTest: false,
  test: { percent: "20", hours: "2", measure: "clicks" },
  when: { kind: "now", date: "", time: "10:00", ifPast: "tomorrow" },
  notAfterHours: "12",
  quietHours: "wait",
  perHour: "",
  discount: null,
});

export function formOfPlan(plan: CampaignPlan, includes: readonly string[], excludes: readonly string[]): PlanForm {
  const { when } = plan;
  const [date = "", time = "10:00"] = "at" in when ? when.at.split("T") : [];
  return {
    name: plan.name,
    includes: [...includes],
    excludes: [...excludes],
    arms: plan.arms.map(({ id, body, share, translations, picture }) => ({
      id,
      body,
      share: String(share),
      translations,
      ...(picture !== undefined && { picture }),
    })),
    holdout: String(plan.holdout),
    hasTest: plan.test !== null,
    test: plan.test
      ? { percent: String(plan.test.percent), hours: String(plan.test.hours), measure: plan.test.measure }
      : blankForm().test,
    when: { kind: when.kind, date, time, ifPast: when.kind === "local" ? when.ifPast : "tomorrow" },
    notAfterHours: String(plan.notAfterHours),
    quietHours: plan.quietHours,
    perHour: plan.perHour === null ? "" : String(plan.perHour),
    discount: plan.discount && { ...plan.discount },
  };
}

/** What is typed as a number; NaN is refused by the plan with its field. */
const numberOf = (typed: string): number => (typed.trim() === "" ? Number.NaN : Number(typed));

/** The plan's document of a form; the server checks it. */
export function planOfForm(form: PlanForm): CampaignPlanDocument {
  const { when, test, hasTest } = form;
  const at = `${when.date}T${when.time}`;
  return {
    name: form.name,
    arms: form.arms.map(({ id, body, share, translations, picture = "" }, index) => ({
      id,
      name: letterOf(index),
      body,
      share: form.arms.length === 1 ? 50 : numberOf(share),
      translations,
      ...(picture.trim() !== "" && { picture }),
    })),
    holdout: numberOf(form.holdout),
    test:
      hasTest && form.arms.length > 1
        ? { percent: numberOf(test.percent), hours: numberOf(test.hours), measure: test.measure }
        : null,
    when:
      when.kind === "now"
        ? { kind: "now" }
        : when.kind === "at"
          ? { kind: "at", at }
          : { kind: "local", at, ifPast: when.ifPast },
    notAfterHours: numberOf(form.notAfterHours),
    quietHours: form.quietHours,
    perHour: form.perHour.trim() === "" ? null : numberOf(form.perHour),
    discount: form.discount as CampaignPlanDocument["discount"],
  };
}
