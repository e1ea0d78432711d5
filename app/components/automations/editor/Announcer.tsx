import { Text } from "@shopify/polaris";

/** Announces changes of the flow to screen readers. */
export const Announcer = ({ said }: { said: string }) => (
  <output className="announcer">
    <Text as="span" visuallyHidden>
      {said}
    </Text>
  </output>
);
