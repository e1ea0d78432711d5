import { BlockStack, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { actionNamed } from "#core/actions/index.ts";
import { idsOf, type DraftArm, type DraftStep } from "#core/automations/edit/draft.ts";
import { addArm } from "#core/automations/edit/new-step.ts";
import type { Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import type { FieldSurroundings } from "#components/automations/fields/field.ts";
import { problemsWithin } from "#components/automations/fields/problems-within.ts";
import { Confirm } from "#components/page/Confirm.tsx";
import { armOf } from "../step-words.ts";
import { ArmCard } from "./ArmCard.tsx";

const words = text.editor.inspector;

interface ArmsProps {
  step: DraftStep;
  arms: readonly DraftArm[];
  problems: readonly Problem[];
  path: string;
  around: FieldSurroundings;
  onChange: (arms: DraftArm[], name: string | null) => void;
}

/** The arms of a step; actions with free arms allow more. */
export function Arms({ step, arms, problems, path, around, onChange }: ArmsProps) {
  const [leaving, setLeaving] = useState<DraftArm | null>(null);
  const action = actionNamed(step.type);
  const fixed = action?.arms !== undefined;
  const titleOf = (arm: DraftArm) => armOf(step, arm, around.offered).name;
  const swap = (at: number, other: number) => {
    const [one, two] = [arms[at], arms[other]];
    return one && two ? () => onChange(arms.with(at, two).with(other, one), null) : undefined;
  };
  const drop = (arm: DraftArm) =>
    onChange(
      arms.filter(({ id }) => id !== arm.id),
      null,
    );
  const { id: _, name: _name, ...first } = action?.starts?.arms?.[0] ?? { id: "", name: "" };
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {words.arms}
      </Text>
      {arms.map((arm, at) => (
        <ArmCard
          key={arm.id}
          arm={arm}
          title={titleOf(arm)}
          fields={action?.armFields ?? []}
          problems={problemsWithin(problems, String(at))}
          path={`${path}.${at}`}
          around={around}
          onChange={(changed, name) => onChange(arms.with(at, changed), name && `${arm.id}.${name}`)}
          {...(!fixed && {
            acts: {
              up: swap(at, at - 1),
              down: swap(at, at + 1),
              remove: arms.length > 1 ? () => (idsOf(arm.steps).length > 0 ? setLeaving(arm) : drop(arm)) : undefined,
            },
          })}
        />
      ))}
      {problemsWithin(problems, "").map(({ message }) => (
        <Text key={message} as="p" tone="critical">
          {message}
        </Text>
      ))}
      {!fixed && (
        <div>
          <Button onClick={() => onChange(addArm(arms, first), null)}>{words.addArm}</Button>
        </div>
      )}
      <Confirm
        open={leaving !== null}
        title={words.removeArmTitle(leaving ? titleOf(leaving) : "")}
        action={text.editor.remove.act}
        destructive
        onConfirm={() => {
          if (leaving) drop(leaving);
          setLeaving(null);
        }}
        onClose={() => setLeaving(null)}
      >
        {text.editor.remove.body(leaving ? idsOf(leaving.steps).length : 0)}
      </Confirm>
    </BlockStack>
  );
}
