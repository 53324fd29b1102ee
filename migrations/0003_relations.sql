CREATE INDEX `idx_architecture_decisions_session` ON `architecture_decisions` (`session`);--> statement-breakpoint
CREATE INDEX `idx_documents_path` ON `documents` (`path`);--> statement-breakpoint
CREATE INDEX `idx_workspace_sessions_context_id` ON `workspace_sessions` (`context_id`);--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_session_created` ON `workspace_tasks` (`session_created`);--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_context_id` ON `workspace_tasks` (`context_id`);--> statement-breakpoint
CREATE INDEX `idx_workspace_tasks_workflow_id` ON `workspace_tasks` (`workflow_id`);