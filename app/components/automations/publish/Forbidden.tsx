import { Banner, BlockStack, Link, List, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";

interface ForbiddenProps {
  automationId: string;
  reason: string;
  message: string;
  problems: readonly { message: string; stepId: string | null }[];
  /** Closes the dialog: the step may be on the page below it. */
  onGo: () => void;
}

const words = text.publish;

/** Why the draft cannot be published, with links to the steps. */
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
