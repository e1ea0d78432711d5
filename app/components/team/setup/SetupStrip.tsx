import "./setup-strip.css";
import { useFetcher, useLocation } from "@remix-run/react";
import { Box, Button, InlineStack, Text } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import type { SetupPart } from "#core/team/setup-guide.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../../page/access.tsx";
import { addressOfStep, neededFor } from "./steps.ts";

interface Setup {
  steps: readonly { part: SetupPart; done: boolean }[];
  automationId: string | null;
  hidden: boolean;
}

const words = text.home.setup;

/**
 * The next step of the setup guide, on top of every page but Home, which has the guide itself. Follows each navigation
 * and each revalidation of the page, and says once that all is done.
 */
export function SetupStrip({ opened }: { opened: Setup }) {
  const { pathname } = useLocation();
  const { load, data } = useFetcher<Setup | null>({ key: "setup" });
  const [closed, setClosed] = useState(false);
  useEffect(() => load(`/app/setup?on=${encodeURIComponent(pathname)}`), [load, pathname]);
  const { steps, automationId, hidden } = data ?? opened;
  const next = steps.find(({ done }) => !done)?.part;
  const may = usePermission(neededFor[next ?? "on"]);
  if (closed || hidden || !may || pathname === "/app") return null;
  const url = next ? addressOfStep(next, automationId) : "/app/activity";
  const progress = words.progress(steps.filter(({ done }) => done).length, steps.length);
  return (
    <div className="setup-strip">
      <Box
        as="section"
        background="bg-surface"
        borderBlockEndWidth="025"
        borderColor="border"
        paddingBlock="200"
        paddingInline="400"
      >
        <InlineStack gap="300" align="space-between" blockAlign="center" wrap={false}>
          <Text as="p">
            <Text as="span" fontWeight="semibold">
              {next ? words.strip.title(progress) : words.allDone}
            </Text>{" "}
            {next ? words.strip.next(words.steps[next].title) : words.strip.done}
          </Text>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            {pathname !== url && <Button url={url}>{next ? words.strip.go : words.strip.activity}</Button>}
            <Button
              variant="tertiary"
              icon={XIcon}
              accessibilityLabel={words.strip.close}
              onClick={() => setClosed(true)}
            />
          </InlineStack>
        </InlineStack>
      </Box>
    </div>
  );
}
