import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { text } from "#text/en.ts";

const words = text.editor.inspector;

export interface ShownProblem {
  key: string;
  kind: "problem" | "warning";
  /** The step or setting with the problem. */
  about: string;
  message: string;
  path: string;
}

interface ProblemsProps {
  problems: readonly ShownProblem[];
  /** Increments when the problems block an action: the first one then gets the focus. */
  blockedCount: number;
  onOpen: (path: string) => void;
}

/** The problems, with links to their fields. */
export function Problems({ problems, blockedCount, onOpen }: ProblemsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (blockedCount === 0) return;
    const first = list.current?.querySelector("button");
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  }, [blockedCount]);
  const blocking = problems.filter(({ kind }) => kind === "problem").length;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {words.problems}
          </Text>
          {problems.length > 0 && (
            <Badge tone={blocking > 0 ? "critical" : "attention"}>{String(problems.length)}</Badge>
          )}
        </InlineStack>
        <div className="problems-room">
          {problems.length === 0 ? (
            <Text as="p" tone="subdued">
              {words.noProblems}
            </Text>
          ) : (
            <ul className="problems" ref={list}>
              {problems.map(({ key, kind, about, message, path }) => (
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
