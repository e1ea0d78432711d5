import { Text } from "@shopify/polaris";

/** Tells who does not see the flow what has just become of it. */
export const Announcer = ({ said }: { said: string }) => (
  <output className="announcer">
    <Text as="span" visuallyHidden>
      {said}
    </Text>
  </output>
);
