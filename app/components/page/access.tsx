import { createContext, useContext, type ReactNode } from "react";
import type { Permission } from "#core/team/permissions.ts";

const Access = createContext<readonly Permission[]>([]);

/** Tells every component below what the visitor may do. */
export const AccessProvider = ({ may, children }: { may: readonly Permission[]; children: ReactNode }) => (
  <Access.Provider value={may}>{children}</Access.Provider>
);

/** Whether the visitor may do it: what they may not is not offered (and is refused on the server). */
export const usePermission = (permission: Permission): boolean => useContext(Access).includes(permission);
