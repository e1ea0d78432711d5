/** The text of a new automation, which the merchant replaces. */
export const PLACEHOLDER_TEXT =
  "{{ shop.name }}: hello{% if customer.first_name %} {{ customer.first_name }}{% endif %}! Reply STOP to opt out";
