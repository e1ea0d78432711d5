import {
  Badge,
  type BadgeProps,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import type { TopUpState } from "#core/credits/top-up.ts";
import { text } from "#text/en.ts";
import { openAtTop, toast } from "../browser/app-bridge.ts";
import { useAction, type ActionResponse } from "../browser/use-action.ts";
import { usePermission } from "../page/access.tsx";
import { Confirm } from "../page/Confirm.tsx";
import { TopUpPlan, type ShownPlan } from "./TopUpPlan.tsx";

const words = text.topUp;
const ROUTE = "/app/credits/top-up";

interface Pack {
  key: string;
  credits: number;
  /** A decimal string. */
  price: string;
  currency: string;
}

interface TopUpCardProps {
  topUps: {
    state: TopUpState;
    rule: { below: number; packKey: string; mostPerMonth: number } | null;
    plan: ShownPlan | null;
    capWaits: boolean;
  };
  packs: readonly Pack[];
}

const tones: Partial<Record<TopUpState, NonNullable<BadgeProps["tone"]>>> = {
  on: "success",
  cap_near: "success",
  not_approved: "attention",
  pending: "attention",
  retrying: "attention",
  restored: "attention",
  cap_reached: "warning",
  declined: "warning",
  expired: "warning",
  cancelled: "warning",
  frozen: "warning",
  refused: "warning",
  pack_gone: "warning",
};

/** States in which saving leads to Shopify's approval page. */
const unapproved: readonly TopUpState[] = ["not_approved", "pending", "declined", "expired", "cancelled"];

/** Automatic top-ups: their state, what was bought in the month, and the merchant's rule. */
export function TopUpCard({ topUps: { state, rule, plan, capWaits }, packs }: TopUpCardProps) {
  const { badge, says } = words.states[state];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Badge {...(tones[state] && { tone: tones[state] })}>{badge}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {words.body}
        </Text>
        {says && <Text as="p">{says}</Text>}
        {plan && <TopUpPlan plan={plan} capWaits={capWaits} />}
        <RuleForm {...{ state, rule, packs, capWaits }} />
      </BlockStack>
    </Card>
  );
}

function RuleForm({
  state,
  rule,
  packs,
  capWaits,
}: Pick<TopUpCardProps["topUps"], "state" | "rule" | "capWaits"> & Pick<TopUpCardProps, "packs">) {
  const mayBuy = usePermission("credits.buy");
  const [below, setBelow] = useState(String(rule?.below ?? 100));
  const [packKey, setPackKey] = useState(rule?.packKey ?? packs[0]?.key ?? "");
  const [most, setMost] = useState(String(rule?.mostPerMonth ?? 50));
  const [asksToTurnOff, setAsksToTurnOff] = useState(false);
  const { act, busy, answer, problemAt } = useAction<ActionResponse & { confirmationUrl: string | null }>({
    action: ROUTE,
    onDone: ({ confirmationUrl }) => (confirmationUrl ? openAtTop(confirmationUrl) : toast(words.saved)),
  });
  const off = useAction({ action: ROUTE, said: words.turnedOff, onDone: () => setAsksToTurnOff(false) });
  const leaving = busy || (answer?.ok === true && answer.confirmationUrl !== null);
  const number = (typed: string) => (typed.trim() === "" ? null : Number(typed));
  const save = () => act({ intent: "save", below: number(below), packKey, mostPerMonth: number(most) });
  const isSaved =
    rule !== null && number(below) === rule.below && packKey === rule.packKey && number(most) === rule.mostPerMonth;
  const needsApproval = rule !== null && (unapproved.includes(state) || capWaits);
  const label = rule === null ? words.turnOn : needsApproval ? words.approve : words.save;
  return (
    <BlockStack gap="300">
      <TextField
        label={words.below}
        type="number"
        min={1}
        inputMode="numeric"
        suffix={text.credits.creditsUnit}
        value={below}
        onChange={setBelow}
        error={problemAt("below")}
        disabled={!mayBuy}
        autoComplete="off"
      />
      <Select
        label={words.pack}
        options={packs.map(({ key, credits, price, currency }) => ({
          value: key,
          label: words.packOption(credits, price, currency),
        }))}
        value={packKey}
        onChange={setPackKey}
        error={problemAt("packKey")}
        disabled={!mayBuy}
      />
      <TextField
        label={words.mostPerMonth}
        type="number"
        min={1}
        inputMode="numeric"
        prefix={packs[0]?.currency}
        helpText={words.mostPerMonthHelp}
        value={most}
        onChange={setMost}
        error={problemAt("mostPerMonth")}
        disabled={!mayBuy}
        autoComplete="off"
      />
      {mayBuy && (
        <InlineStack gap="200">
          <Button onClick={save} loading={leaving} disabled={isSaved && !needsApproval}>
            {label}
          </Button>
          {rule !== null && (
            <Button variant="tertiary" tone="critical" onClick={() => setAsksToTurnOff(true)} disabled={leaving}>
              {words.turnOff}
            </Button>
          )}
        </InlineStack>
      )}
      <Confirm
        open={asksToTurnOff}
        title={words.turnOffTitle}
        action={words.turnOff}
        destructive
        busy={off.busy}
        onConfirm={() => off.act({ intent: "off" })}
        onClose={() => setAsksToTurnOff(false)}
      >
        <Text as="p">{words.turnOffBody}</Text>
      </Confirm>
    </BlockStack>
  );
}
