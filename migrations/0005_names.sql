CREATE TABLE `wm_names` (
	`name` text NOT NULL,
	`row` integer NOT NULL,
	PRIMARY KEY(`name`, `row`),
	FOREIGN KEY (`row`) REFERENCES `wm_records`(`row`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `wm_names_row` ON `wm_names` (`row`);