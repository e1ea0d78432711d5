import { BlockStack, Box, Button, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { useAct } from "../shell/use-act.ts";
import { Time } from "../shell/Time.tsx";
import { Part } from "./Part.tsx";

export interface FailureLine {
  id: string;
  what: "event" | "step";
  name: string;
  customer: string | null;
  at: Moment;
  error: string;
  logId: string | null;
  objection: string | null;
}

const words = text.health;
const called = ({ what, name, customer }: FailureLine) => (what === "event" ? words.eventCalled(name) : words.stepCalled(name, customer));

/** What failed for good, with its error, and the way to try it again. */
export function FailureList({ failures, may }: { failures: readonly FailureLine[]; may: boolean }) {
  const retry = useAct({ said: words.triedAgain });
  if (failures.length === 0) return null;
  return (
    <Part title={words.failures} about={words.failuresBody}>
      {failures.map((failure) => (
        <Fragment key={failure.id}>
          <Divider />
          <Box padding="400">
            <InlineStack align="space-between" gap="300" blockAlign="center">
              <BlockStack gap="050">
                <Text as="span" fontWeight="medium">
                  {failure.logId ? (
                    <Link monochrome removeUnderline url={`/app/activity/${failure.logId}`}>
                      {called(failure)}
                    </Link>
                  ) : (
                    called(failure)
                  )}
                </Text>
                <Text as="span" breakWord>
                  {failure.error}
                </Text>
                <Text as="span" tone="subdued">
                  <Time at={failure.at} />
                  {failure.objection && ` · ${words.cannot(failure.objection)}`}
                </Text>
              </BlockStack>
              {may && failure.objection === null && (
                <Button disabled={retry.busy} onClick={() => retry.act({ intent: "retry", id: failure.id })} accessibilityLabel={words.tryAgainNamed(called(failure))}>
                  {words.tryAgain}
                </Button>
              )}
            </InlineStack>
          </Box>
        </Fragment>
      ))}
    </Part>
  );
}
