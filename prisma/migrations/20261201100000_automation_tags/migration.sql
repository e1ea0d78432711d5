-- A merchant's own tags of an automation, for the list of automations. They are no part of a version.
ALTER TABLE "Automation" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
