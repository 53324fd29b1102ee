CREATE TABLE `wm_stale_keywords` (
	`row` integer PRIMARY KEY NOT NULL,
	FOREIGN KEY (`row`) REFERENCES `wm_records`(`row`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
-- Words with a sharp s, ligatures and wide letters are folded now: their records' keywords are written anew when the file is opened.
INSERT OR IGNORE INTO `wm_stale_keywords` (`row`)
SELECT `row` FROM `wm_sections` WHERE `text` GLOB '*[ßẞﬀ-ﬆ！-～]*' OR `heading` GLOB '*[ßẞﬀ-ﬆ！-～]*'
UNION SELECT `row` FROM `wm_names` WHERE `name` GLOB '*[ßẞﬀ-ﬆ！-～]*';
--> statement-breakpoint
-- Records have more names now; without any, they are named when the file is opened.
DELETE FROM `wm_names`;
