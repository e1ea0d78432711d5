import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { text } from "#text/en.ts";

const words = text.editor.inspector;

export interface ShownProblem {
  key: string;
  kind: "problem" | "warning";
  /** What it is about: a step, or a setting. */
  about: string;
  message: string;
  path: string;
}

interface ProblemsProps {
  told: readonly ShownProblem[];
  /** Rises each time that they stand in the way of something: the first of them then has the focus. */
  hindered: number;
  onOpen: (path: string) => void;
}

/** What is wrong, each leading to where it can be put right. */
export function Problems({ told, hindered, onOpen }: ProblemsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (hindered === 0) return;
    const first = list.current?.querySelector("button");
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  }, [hindered]);
  const problems = told.filter(({ kind }) => kind === "problem").length;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {words.problems}
          </Text>
          {told.length > 0 && <Badge tone={problems > 0 ? "critical" : "attention"}>{String(told.length)}</Badge>}
        </InlineStack>
        <div className="problems-room">
          {told.length === 0 ? (
            <Text as="p" tone="subdued">
              {words.noProblems}
            </Text>
          ) : (
            <ul className="problems" ref={list}>
              {told.map(({ key, kind, about, message, path }) => (
                <li key={key}>
                  <button type="button" className="problem" data-kind={kind} onClick={() => onOpen(path)}>
                    <Text as="span" visuallyHidden>
                      {`${words[kind]}: `}
                    </Text>
                    <Text as="span" fontWeight="semibold">
                      {about}
                    </Text>{" "}
                    {message}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}
