import { BlockStack, Box, Button, Icon, InlineError, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { confirmable, type ConfirmablePart, type SetupPart } from "#core/team/setup-guide.ts";
import { text } from "#text/en.ts";
import { usePermission } from "../../page/access.tsx";
import { addressOfStep, neededFor } from "./steps.ts";
import { useAction } from "../../browser/use-action.ts";

/** Data that the steps show. */
export interface SetupNeeds {
  /** The automation to set up; null before the first. */
  automationId: string | null;
  name: string;
  consent: string;
}

interface SetupStepProps extends SetupNeeds {
  part: SetupPart;
  done: boolean;
  open: boolean;
  onOpen: () => void;
  /** The merchant confirmed the part. */
  onConfirmed: () => void;
}

const words = text.home.setup;

const isConfirmable = (part: SetupPart): part is ConfirmablePart => confirmable.some((one) => one === part);

/** One setup step: collapsed, or with its text and action. */
export function SetupStep({ part, done, open, onOpen, onConfirmed, automationId, name, consent }: SetupStepProps) {
  const { title, body, action } = words.steps[part];
  const may = usePermission(neededFor[part]);
  // Not in the button's component, which unmounts once the step is done.
  const confirming = useAction({ ...(isConfirmable(part) && { said: words.confirmed[part] }), onDone: onConfirmed });
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
                  {isConfirmable(part) && !done && <ConfirmButton part={part} name={name} {...confirming} />}
                  <Button
                    url={addressOfStep(part, automationId)}
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

/** The button that confirms a part without changes. */
function ConfirmButton({
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
        {words.confirm[part](name)}
      </Button>
      {problem && <InlineError message={problem} fieldID={`keep-${part}`} />}
    </BlockStack>
  );
}

function OpenCircle() {
  return (
    <svg viewBox="0 0 20 20">
      {/* On the circle, because Polaris' Icon sets the fill of its svg. */}
      <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 2.2" />
    </svg>
  );
}
