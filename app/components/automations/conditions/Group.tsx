import { BlockStack, Box, Button, InlineError, InlineStack, Select, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import type { Condition } from "#core/conditions/index.ts";
import { MAX_DEPTH } from "#core/conditions/condition.ts";
import { groupOf, isLeaf, writeGroup, type GroupKind } from "#core/conditions/groups.ts";
import { blankQuestion } from "#core/conditions/question.ts";
import { addPart, replacePart, type Address } from "#core/conditions/rearrange.ts";
import { problemsBelow, type Problem } from "#core/problem.ts";
import { text } from "#text/en.ts";
import { below, formatPartPosition, useBuilding } from "./building.ts";
import { PartMenu } from "./PartMenu.tsx";
import { Question } from "./Question.tsx";

const words = text.conditions;

interface GroupProps {
  condition: Condition | undefined;
  address: Address;
  /** The group's path in the definition, if known. */
  path: string | undefined;
  /** Paths are relative to the group. */
  problems: readonly Problem[];
}

/** A group of conditions, with its match mode. */
export function Group({ condition, address, path, problems }: GroupProps) {
  const { condition: whole, idOf, change } = useBuilding();
  const { kind, parts, placeOf } = groupOf(condition);
  const own = problems.filter((problem) => !parts.some((_, at) => isAt(problem.path, placeOf(at))));
  const outermost = address.length === 0;
  const add = (part: Condition) => {
    const added = addPart(whole, address, part);
    // In a new group, focus the first condition.
    change(added.condition, isLeaf(part) ? added.at : [...added.at, 0]);
  };
  const rename = (next: GroupKind) => {
    const written = writeGroup(next, parts);
    change(outermost ? written : replacePart(whole, address, written));
  };
  return (
    <BlockStack gap="300">
      {parts.length > 0 ? (
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Select
            label={outermost ? words.kind : words.kindBelow(formatPartPosition(address))}
            labelHidden
            value={kind}
            options={kindsFor(kind).map((value) => ({ value, label: words.kinds[value] }))}
            onChange={(next) => rename(next as GroupKind)}
          />
          {!outermost && <PartMenu address={address} name={words.group(formatPartPosition(address))} />}
        </InlineStack>
      ) : (
        <Text as="p" tone="subdued">
          {words.none}
        </Text>
      )}
      {own.map(({ message }) => (
        <InlineError key={message} fieldID={idOf(address)} message={message} />
      ))}
      {parts.map((part, at) => (
        <Part
          key={at}
          part={part}
          address={[...address, at]}
          path={below(path, placeOf(at))}
          problems={problemsBelow(problems, placeOf(at))}
        />
      ))}
      <div id={idOf([...address, parts.length])}>
        <InlineStack gap="200" align="start">
          <Button icon={PlusIcon} onClick={() => add(blankQuestion())}>
            {words.add}
          </Button>
          {parts.length > 0 && address.length < MAX_DEPTH - 2 && (
            <Button variant="tertiary" onClick={() => add({ any: [blankQuestion()] })}>
              {words.addGroup}
            </Button>
          )}
        </InlineStack>
      </div>
    </BlockStack>
  );
}

const kindsFor = (kind: GroupKind): GroupKind[] => ["all", "any", "none", ...(kind === "not_all" ? [kind] : [])];
const isAt = (path: string, place: string): boolean => place === "" || path === place || path.startsWith(`${place}.`);

const bare = { border: 0, margin: 0, padding: 0, minWidth: 0 };

function Part({
  part,
  address,
  path,
  problems,
}: {
  part: Condition;
  address: Address;
  path: string | undefined;
  problems: readonly Problem[];
}) {
  const { idOf } = useBuilding();
  return (
    <fieldset
      id={idOf(address)}
      data-path={path}
      aria-label={(isLeaf(part) ? words.row : words.group)(formatPartPosition(address))}
      style={bare}
    >
      <Box borderInlineStartWidth="050" borderColor={isLeaf(part) ? "border" : "border-hover"} paddingInlineStart="300">
        {isLeaf(part) ? (
          <Question leaf={part} address={address} path={path} problems={problems} />
        ) : (
          <Group condition={part} address={address} path={path} problems={problems} />
        )}
      </Box>
    </fieldset>
  );
}
