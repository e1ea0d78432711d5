/** Customers, and one customer's page. */
export const customers = {
  title: "Customers",
};
