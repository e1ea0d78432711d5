-- The archive of all that a shop has is an access to personal data, too.
ALTER TABLE "PersonalDataAccess" DROP CONSTRAINT "PersonalDataAccess_what";
ALTER TABLE "PersonalDataAccess" ADD CONSTRAINT "PersonalDataAccess_what"
  CHECK ("what" IN ('customer', 'conversation', 'export', 'bundle', 'archive', 'evidence'));
