import { createContext, useContext, type ReactNode } from "react";
import type { Permission } from "#core/team/permissions.ts";

const Access = createContext<readonly Permission[]>([]);

/** Provides the visitor's permissions. */
export const AccessProvider = ({ may, children }: { may: readonly Permission[]; children: ReactNode }) => (
  <Access.Provider value={may}>{children}</Access.Provider>
);

/** Whether the visitor has a permission. The page hides actions without permission; the server refuses them. */
export const usePermission = (permission: Permission): boolean => useContext(Access).includes(permission);
