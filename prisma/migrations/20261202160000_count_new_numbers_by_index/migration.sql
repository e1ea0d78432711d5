-- A session keeps the plan that the trigger made at its first number. Made while the table was nearly empty, that plan
-- reads the whole table, and a list that fills the table then costs the square of its length.
ALTER FUNCTION shopbell_count_new_numbers() SET enable_seqscan = off;
