import { useNavigate } from "@remix-run/react";
import { BlockStack, Button, Card, Form, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { text } from "#text/en.ts";
import { activityAddress } from "../activity/address.ts";

const words = text.home.links;

/** Searches the log for a customer, an order or a number. */
export function LookUpCard() {
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  return (
    <Card>
      <Form onSubmit={() => navigate(activityAddress({ search: search.trim() || undefined }))}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <TextField
            label={words.label}
            helpText={words.body}
            value={search}
            onChange={setSearch}
            maxLength={100}
            autoComplete="off"
            connectedRight={<Button submit>{words.action}</Button>}
          />
        </BlockStack>
      </Form>
    </Card>
  );
}
