/** The store's staff, as online tokens describe them. */
export const STAFF = [
  {
    id: 1,
    first_name: "Rosa",
    last_name: "Larkspur",
    email: "rosa@larkspur.example",
    email_verified: true,
    account_owner: true,
    locale: "en",
    collaborator: false,
  },
  {
    id: 2,
    first_name: "Sam",
    last_name: "Osei",
    email: "sam@larkspur.example",
    email_verified: true,
    account_owner: false,
    locale: "en",
    collaborator: false,
  },
  {
    id: 3,
    first_name: "Vera",
    last_name: "Lind",
    email: "vera@larkspur.example",
    email_verified: true,
    account_owner: false,
    locale: "en",
    collaborator: false,
  },
] as const;

export type Member = (typeof STAFF)[number];

/** @param userId the `sub` of a session token; the owner if unknown */
export const memberOf = (userId: string | undefined): Member =>
  STAFF.find(({ id }) => String(id) === userId) ?? STAFF[0];
