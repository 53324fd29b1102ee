CREATE TABLE `architecture_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`date` timestamp NOT NULL,
	`session` text DEFAULT '' NOT NULL,
	`decision` text NOT NULL,
	`repos_affected` text,
	`rationale` text,
	`status` text DEFAULT 'proposed' NOT NULL,
	`impact` text,
	`related_files` text,
	`documentation` text,
	`number` text,
	`supersedes` text,
	`superseded_by` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_architecture_decisions_status` ON `architecture_decisions` (`status`);--> statement-breakpoint
CREATE INDEX `idx_architecture_decisions_date` ON `architecture_decisions` (`date`);--> statement-breakpoint
CREATE TABLE `cross_repo_issues` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`severity` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`repos_affected` text,
	`detected` timestamp NOT NULL,
	`detected_by` text,
	`status` text DEFAULT 'open' NOT NULL,
	`action_required` text,
	`assigned_to` text,
	`related_task_id` text,
	`details` text,
	`metadata` text,
	FOREIGN KEY (`related_task_id`) REFERENCES `workspace_tasks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_cross_repo_issues_status` ON `cross_repo_issues` (`status`);--> statement-breakpoint
CREATE INDEX `idx_cross_repo_issues_severity` ON `cross_repo_issues` (`severity`);--> statement-breakpoint
CREATE INDEX `idx_cross_repo_issues_detected` ON `cross_repo_issues` (`detected`);--> statement-breakpoint
CREATE INDEX `idx_cross_repo_issues_related_task_id` ON `cross_repo_issues` (`related_task_id`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`doc_type` text DEFAULT 'doc' NOT NULL,
	`format` text DEFAULT 'markdown' NOT NULL,
	`repo` text NOT NULL,
	`path` text NOT NULL,
	`url` text,
	`status` text,
	`date` timestamp,
	`number` text,
	`deciders` text,
	`supersedes` text,
	`superseded_by` text,
	`content` text NOT NULL,
	`content_hash` text,
	`indexed_at` timestamp NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idx_documents_repo_path` ON `documents` (`repo`,`path`);--> statement-breakpoint
CREATE INDEX `idx_documents_doc_type` ON `documents` (`doc_type`);--> statement-breakpoint
CREATE INDEX `idx_documents_status` ON `documents` (`status`);--> statement-breakpoint
CREATE INDEX `idx_documents_date` ON `documents` (`date`);--> statement-breakpoint
CREATE TABLE `session_activities` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`type` text NOT NULL,
	`description` text,
	`files_created` text,
	`outcome` text,
	`time` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_session_activities_session_id` ON `session_activities` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_session_activities_time` ON `session_activities` (`time`);--> statement-breakpoint
CREATE TABLE `session_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`decision_id` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decision_id`) REFERENCES `architecture_decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_session_decisions_session_id` ON `session_decisions` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_session_decisions_decision_id` ON `session_decisions` (`decision_id`);--> statement-breakpoint
CREATE TABLE `session_issues` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`issue_id` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issue_id`) REFERENCES `cross_repo_issues`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_session_issues_session_id` ON `session_issues` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_session_issues_issue_id` ON `session_issues` (`issue_id`);--> statement-breakpoint
CREATE TABLE `workspace_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`start_time` timestamp NOT NULL,
	`end_time` timestamp,
	`status` text DEFAULT 'in_progress' NOT NULL,
	`user` text,
	`ai_assistant` text,
	`handoff_notes` text,
	`context_id` text,
	`metadata` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspace_sessions_session_id_unique` ON `workspace_sessions` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_workspace_sessions_status` ON `workspace_sessions` (`status`);--> statement-breakpoint
CREATE INDEX `idx_workspace_sessions_start_time` ON `workspace_sessions` (`start_time`);--> statement-breakpoint
CREATE TABLE `workspace_tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`priority` text,
	`repos_affected` text,
	`dependencies` text,
	`created` timestamp NOT NULL,
	`session_created` text,
	`assigned_to` text,
	`notes` text,
	`related_files` text,
	`context_id` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_status` ON `workspace_tasks` (`status`);--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_priority` ON `workspace_tasks` (`priority`);--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_created` ON `workspace_tasks` (`created`);--> statement-breakpoint
CREATE TABLE `wm_counters` (
	`prefix` text PRIMARY KEY NOT NULL,
	`next` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wm_idempotency` (
	`key` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`outcomes` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `wm_idempotency_created_at` ON `wm_idempotency` (`created_at`);--> statement-breakpoint
CREATE TABLE `wm_jobs` (
	`space` integer NOT NULL,
	`row` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`reason` text,
	PRIMARY KEY(`space`, `row`),
	FOREIGN KEY (`space`) REFERENCES `wm_spaces`(`space`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`row`) REFERENCES `wm_records`(`row`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `wm_jobs_due` ON `wm_jobs` (`space`,`due_at`);--> statement-breakpoint
CREATE INDEX `wm_jobs_row` ON `wm_jobs` (`row`);--> statement-breakpoint
CREATE TABLE `wm_leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wm_passages` (
	`passage` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`space` integer NOT NULL,
	`row` integer NOT NULL,
	`section` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `wm_spaces`(`space`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`row`) REFERENCES `wm_records`(`row`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`section`) REFERENCES `wm_sections`(`section`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `wm_passages_space_row` ON `wm_passages` (`space`,`row`);--> statement-breakpoint
CREATE INDEX `wm_passages_section` ON `wm_passages` (`section`);--> statement-breakpoint
CREATE INDEX `wm_passages_row` ON `wm_passages` (`row`);--> statement-breakpoint
CREATE TABLE `wm_records` (
	`row` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` text NOT NULL,
	`text_hash` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wm_records_kind_id` ON `wm_records` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `wm_sections` (
	`section` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`row` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`field` text NOT NULL,
	`heading` text NOT NULL,
	`text` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	FOREIGN KEY (`row`) REFERENCES `wm_records`(`row`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `wm_sections_row` ON `wm_sections` (`row`,`ordinal`);--> statement-breakpoint
CREATE TABLE `wm_spaces` (
	`space` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`fingerprint` text NOT NULL,
	`query_fingerprint` text NOT NULL,
	`model` text NOT NULL,
	`dimensions` integer NOT NULL,
	`state` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wm_spaces_fingerprint_unique` ON `wm_spaces` (`fingerprint`);--> statement-breakpoint
CREATE UNIQUE INDEX `wm_spaces_one_current` ON `wm_spaces` (`state`) WHERE state = 'current';--> statement-breakpoint
CREATE TABLE `wm_vectors` (
	`passage` integer PRIMARY KEY NOT NULL,
	`embedding` blob NOT NULL,
	FOREIGN KEY (`passage`) REFERENCES `wm_passages`(`passage`) ON UPDATE no action ON DELETE cascade
);
