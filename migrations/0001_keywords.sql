-- The keyword index: one row per record, contentless (the text is in wm_sections), under the record's row number.
-- Letters, digits and symbols such as emoji are tokens; the engine spaces out what has no spaces of its own.
CREATE VIRTUAL TABLE `wm_keywords` USING fts5(
	title, heading, body, parts,
	content='', contentless_delete=1,
	tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co So Mn'"
);
--> statement-breakpoint
CREATE TRIGGER `wm_records_keywords` AFTER DELETE ON `wm_records` BEGIN
	DELETE FROM `wm_keywords` WHERE rowid = old.row;
END;
