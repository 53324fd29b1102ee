CREATE TABLE `wm_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`batch` integer NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`row` integer NOT NULL,
	`version` integer NOT NULL,
	`outcome` text NOT NULL,
	`changed` text,
	`undo` text
);
--> statement-breakpoint
CREATE INDEX `wm_changes_row` ON `wm_changes` (`row`);--> statement-breakpoint
CREATE INDEX `wm_changes_deleted` ON `wm_changes` (`kind`,`id`) WHERE outcome = 'deleted';--> statement-breakpoint
CREATE TABLE `wm_file` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wm_index_pace` (
	`space` integer NOT NULL,
	`second` integer NOT NULL,
	`busy` integer NOT NULL,
	`records` integer NOT NULL,
	`passages` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`space`, `second`),
	FOREIGN KEY (`space`) REFERENCES `wm_spaces`(`space`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `wm_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`path` text NOT NULL,
	`repo` text NOT NULL,
	`named` integer NOT NULL,
	`origin` text NOT NULL,
	`prefix` text NOT NULL,
	`trusted` integer NOT NULL,
	`added_at` text NOT NULL,
	`synced_at` text,
	`last_sync` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wm_sources_host_path` ON `wm_sources` (`host`,`path`);--> statement-breakpoint
ALTER TABLE `documents` ADD `author` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `committed_at` timestamp;--> statement-breakpoint
ALTER TABLE `wm_leases` ADD `since` integer;--> statement-breakpoint
ALTER TABLE `wm_spaces` ADD `generation` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `wm_spaces` ADD `newest` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `wm_spaces` ADD `turn` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `wm_spaces` ADD `prunes` integer DEFAULT false NOT NULL;--> statement-breakpoint
-- Who this file is, and since when its history is kept: cursors of the change feed name it.
INSERT INTO `wm_file` (`name`, `value`) VALUES
	('id', lower(hex(randomblob(4)))),
	('history', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
