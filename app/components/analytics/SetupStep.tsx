import { BlockStack, Box, Button, Icon, InlineError, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import type { Permission } from "#core/team/permissions.ts";
import { confirmable, type ConfirmablePart, type SetupPart } from "#core/team/setup-guide.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../page/access.tsx";
import { useAction } from "../browser/use-action.ts";

/** What the steps speak of. */
export interface SetupNeeds {
  /** The automation that is set up; null before the first. */
  automationId: string | null;
  name: string;
  consent: string;
}

interface SetupStepProps extends SetupNeeds {
  part: SetupPart;
  done: boolean;
  open: boolean;
  onOpen: () => void;
  /** It was kept as it is, here and now. */
  onKept: () => void;
}

const words = text.home.setup;

const isConfirmable = (part: SetupPart): part is ConfirmablePart => confirmable.some((one) => one === part);

function addressOf(part: SetupPart, automationId: string | null): string {
  const library = "/app/automations/library";
  const addresses: Record<SetupPart, string> = {
    sender: "/app/settings#sender",
    consent: "/app/settings#consent",
    automation: library,
    credits: "/app/credits",
    test: automationId ? `/app/automations/${automationId}/test` : library,
    on: automationId ? `/app/automations/${automationId}` : library,
  };
  return addresses[part];
}

/** What one must be allowed, to do a step. */
const needs: Record<SetupPart, Permission> = {
  sender: "settings.change",
  consent: "settings.change",
  automation: "automations.edit",
  credits: "credits.buy",
  test: "automations.edit",
  on: "automations.publish",
};

/** One step: a line that opens; open, what it is about and its one action. */
export function SetupStep({ part, done, open, onOpen, onKept, automationId, name, consent }: SetupStepProps) {
  const { title, body, action } = words.steps[part];
  const may = usePermission(needs[part]);
  // Not the button's own: once the step is done, that is gone.
  const keeping = useAction({ ...(isConfirmable(part) && { said: words.kept[part] }), onDone: onKept });
  return (
    <Box as="li" paddingBlock="150">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Box>
          <Icon
            source={done ? CheckCircleIcon : OpenCircle}
            tone={done ? "success" : "subdued"}
            {...(done && { accessibilityLabel: words.done })}
          />
        </Box>
        <BlockStack gap="200" inlineAlign="start">
          {open ? (
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
          ) : (
            <Button variant="monochromePlain" onClick={onOpen}>
              {title}
            </Button>
          )}
          {open && (
            <>
              <Text as="p">{body}</Text>
              {part === "consent" && (
                <Text as="p" tone="subdued">
                  {consent}
                </Text>
              )}
              {may ? (
                <InlineStack gap="200">
                  {isConfirmable(part) && !done && <Keep part={part} name={name} {...keeping} />}
                  <Button
                    url={addressOf(part, automationId)}
                    {...(!isConfirmable(part) && !done && { variant: "primary" })}
                  >
                    {action}
                  </Button>
                </InlineStack>
              ) : (
                <Text as="p" tone="subdued">
                  {words.notYours}
                </Text>
              )}
            </>
          )}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}

/** Says that it is right as it is. */
function Keep({
  part,
  name,
  act,
  busy,
  problemAt,
}: { part: ConfirmablePart; name: string } & Pick<ReturnType<typeof useAction>, "act" | "busy" | "problemAt">) {
  const problem = problemAt("senderName");
  return (
    <BlockStack gap="100">
      <Button variant="primary" loading={busy} onClick={() => act({ keep: part })}>
        {words.keep[part](name)}
      </Button>
      {problem && <InlineError message={problem} fieldID={`keep-${part}`} />}
    </BlockStack>
  );
}

function OpenCircle() {
  return (
    <svg viewBox="0 0 20 20">
      {/* On the circle itself: an Icon fills its svg whatever that says. */}
      <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 2.2" />
    </svg>
  );
}
