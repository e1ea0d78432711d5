import {
  Banner,
  BlockStack,
  Button,
  Card,
  ChoiceList,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import {
  businessTypes,
  monthlyVolumes,
  optInTypes,
  registrationAuthorities,
  useCases as purposes,
  type RegistrationForm as Registration,
} from "#core/senders/registration.ts";
import { useAction } from "#components/browser/use-action.ts";
import { text } from "#text/en.ts";

const words = text.senders.form;

type Field = keyof Registration;
type TextFieldName = Exclude<Field, "useCases" | "optInImageUrls">;
type Draft = Partial<Record<Field, unknown>>;
type Options = { label: string; value: string }[];

const optionsOf = <T extends string>(values: readonly T[], label: (value: T) => string): Options => [
  { label: words.choose, value: "" },
  ...values.map((value) => ({ value, label: label(value) })),
];
const choices: Partial<Record<TextFieldName, Options>> = {
  businessType: optionsOf(businessTypes, (type) => words.businessTypes[type]),
  registrationAuthority: optionsOf(registrationAuthorities, (authority) => authority),
  optInType: optionsOf(optInTypes, (type) => words.optInTypes[type]),
  monthlyVolume: optionsOf(monthlyVolumes, (volume) => words.volume(volume)),
};
const LINES: Partial<Record<TextFieldName, number>> = { useCaseSummary: 4, sampleMessage: 3, additionalInformation: 2 };

/** Rows of fields, by the part of the form. */
const parts: readonly { title: string; rows: readonly (readonly TextFieldName[])[] }[] = [
  {
    title: words.business,
    rows: [
      ["businessName", "doingBusinessAs"],
      ["businessType", "website"],
      ["registrationNumber", "registrationAuthority", "registrationCountry"],
    ],
  },
  {
    title: words.address,
    rows: [
      ["street", "street2"],
      ["city", "region"],
      ["postalCode", "country"],
    ],
  },
  {
    title: words.contact,
    rows: [
      ["contactFirstName", "contactLastName"],
      ["contactEmail", "contactPhone"],
    ],
  },
];
const policies: readonly TextFieldName[] = ["privacyPolicyUrl", "termsUrl"];

const purposeChoices = purposes.map((value) => ({ value, label: words.purposes[value] }));
const labelOf = (field: Field): string => words.fields[field];

interface RegistrationFormProps {
  id: string;
  saved: Record<string, unknown>;
  /** It was refused, and is sent again. */
  isAgain: boolean;
  may: boolean;
}

/** What the carriers ask of the business. What is typed is kept until it is saved or sent. */
export function RegistrationForm({ id, saved, isAgain, may }: RegistrationFormProps) {
  const [edits, setEdits] = useState<Draft>({});
  const draft: Draft = { ...saved, ...edits };
  const save = useAction({ said: words.saved });
  const submit = useAction({ said: words.submitted });
  const { answer } = submit;
  useEffect(() => {
    if (answer?.ok === false) document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [answer]);
  const put = (field: Field, value: unknown) => setEdits((before) => ({ ...before, [field]: value }));
  // An empty choice is no choice.
  const form = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== ""));
  const valueOf = (field: Field): string => {
    const value = draft[field];
    return typeof value === "string" ? value : "";
  };
  const common = (field: Field) => ({
    label: words.fields[field],
    helpText: words.help[field],
    error: submit.problemAt(field),
    disabled: !may,
  });
  const input = (field: TextFieldName) => {
    const options = choices[field];
    return options ? (
      <Select
        key={field}
        {...common(field)}
        options={options}
        value={valueOf(field)}
        onChange={(value) => put(field, value)}
      />
    ) : (
      <TextField
        key={field}
        {...common(field)}
        autoComplete="off"
        multiline={LINES[field] ?? false}
        value={valueOf(field)}
        onChange={(value) => put(field, value)}
      />
    );
  };
  const pictures = Array.isArray(draft.optInImageUrls) ? (draft.optInImageUrls as string[]) : [];
  const firstProblem = (field: Field) =>
    submit.problemAt(field) ?? pictures.map((_, at) => submit.problemAt(`${field}.${at}`)).find(Boolean);
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.title}
          </Text>
          <Text as="p" tone="subdued">
            {words.body}
          </Text>
        </BlockStack>
        {answer?.ok === false && answer.problems && <Banner tone="critical">{words.required}</Banner>}
        {parts.map(({ title, rows }) => (
          <BlockStack key={title} gap="200">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            <FormLayout>
              {rows.map((row) => (
                <FormLayout.Group key={row[0]}>{row.map(input)}</FormLayout.Group>
              ))}
            </FormLayout>
          </BlockStack>
        ))}
        <Text as="h3" variant="headingSm">
          {words.texts}
        </Text>
        <FormLayout>
          <ChoiceList
            allowMultiple
            title={labelOf("useCases")}
            choices={purposeChoices}
            selected={Array.isArray(draft.useCases) ? (draft.useCases as string[]) : []}
            onChange={(chosen) => put("useCases", chosen)}
            error={submit.problemAt("useCases")}
            disabled={!may}
          />
          {input("useCaseSummary")}
          {input("sampleMessage")}
          <FormLayout.Group>{[input("optInType"), input("monthlyVolume")]}</FormLayout.Group>
          <TextField
            label={words.fields.optInImageUrls}
            helpText={words.help.optInImageUrls}
            autoComplete="off"
            multiline={2}
            value={pictures.join("\n")}
            onChange={(value) => put("optInImageUrls", value === "" ? [] : value.split("\n"))}
            error={firstProblem("optInImageUrls")}
            disabled={!may}
          />
          <FormLayout.Group>{policies.map(input)}</FormLayout.Group>
          {input("additionalInformation")}
        </FormLayout>
        {may && (
          <InlineStack gap="200" align="end">
            <Button loading={save.busy} onClick={() => save.act({ intent: "save", id, form })}>
              {words.save}
            </Button>
            <Button
              variant="primary"
              loading={submit.busy}
              onClick={() =>
                submit.act({
                  intent: "submit",
                  id,
                  form: { ...form, optInImageUrls: pictures.map((line) => line.trim()).filter(Boolean) },
                })
              }
            >
              {isAgain ? words.again : words.submit}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
