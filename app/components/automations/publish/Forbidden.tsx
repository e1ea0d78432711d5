import { Banner, BlockStack, Link, List, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface ForbiddenProps {
  automationId: string;
  reason: string;
  message: string;
  problems: readonly { message: string; stepId: string | null }[];
  /** Called when one goes to a step: it may lie on the page that this covers. */
  onGo: () => void;
}

const words = text.publish;

/** Why it cannot be published, each problem with the way to its step in the editor. */
export function Forbidden({ automationId, reason, message, problems, onGo }: ForbiddenProps) {
  if (reason === "unchanged") return <Banner title={words.unchangedTitle}>{words.unchangedBody}</Banner>;
  if (reason === "archived") return <Banner title={words.archivedTitle}>{words.archivedBody}</Banner>;
  const editor = `/app/automations/${automationId}/edit`;
  return (
    <Banner tone="critical" title={words.problemsTitle}>
      {problems.length === 0 ? (
        <Text as="p">{message}</Text>
      ) : (
        <BlockStack gap="200">
          <List>
            {problems.map((problem) => (
              <List.Item key={problem.message}>
                {problem.message}{" "}
                <Link
                  url={problem.stepId === null ? editor : `${editor}#step=${encodeURIComponent(problem.stepId)}`}
                  onClick={onGo}
                >
                  {problem.stepId === null ? words.problemOpen : words.problemAt}
                </Link>
              </List.Item>
            ))}
          </List>
        </BlockStack>
      )}
    </Banner>
  );
}
