CREATE TABLE `wm_writers` (
	`writer` text PRIMARY KEY NOT NULL,
	`seen_at` integer NOT NULL
);
