/** The quick replies of a new shop. They promise nothing that a shop may not keep. */
export const defaultQuickReplies: readonly { title: string; body: string }[] = [
  { title: "Thank you", body: "Thank you for writing! We will look into it and come back to you." },
  { title: "Which order?", body: "Could you tell us your order number? Then we can see where it is." },
  {
    title: "A return",
    body: "What would you like to return, and what is your order number? We will tell you how it goes on from there.",
  },
];
