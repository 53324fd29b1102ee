CREATE TABLE `agent_cost_vectors` (
	`id` text PRIMARY KEY NOT NULL,
	`time` timestamp NOT NULL,
	`task_id` text NOT NULL,
	`agent` text NOT NULL,
	`agent_version` text,
	`iteration` integer,
	`model` text,
	`provider` text,
	`latency_ms` real,
	`tokens_in` integer,
	`tokens_out` integer,
	`api_cost_usd` real,
	`tool_calls` integer,
	`retries` integer,
	`repo` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_agent_cost_vectors_time` ON `agent_cost_vectors` (`time`);--> statement-breakpoint
CREATE INDEX `idx_agent_cost_vectors_task_id` ON `agent_cost_vectors` (`task_id`);--> statement-breakpoint
CREATE INDEX `idx_agent_cost_vectors_agent` ON `agent_cost_vectors` (`agent`);--> statement-breakpoint
CREATE TABLE `architecture_components` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text,
	`repo` text,
	`path` text,
	`description` text,
	`status` text DEFAULT 'active' NOT NULL,
	`owner` text,
	`dependencies` text,
	`created` timestamp NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_architecture_components_name` ON `architecture_components` (`name`);--> statement-breakpoint
CREATE INDEX `idx_architecture_components_repo` ON `architecture_components` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_architecture_components_status` ON `architecture_components` (`status`);--> statement-breakpoint
CREATE INDEX `idx_architecture_components_created` ON `architecture_components` (`created`);--> statement-breakpoint
CREATE TABLE `architecture_states_old` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text DEFAULT 'current' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`repo` text,
	`description` text,
	`rules` text,
	`created` timestamp NOT NULL,
	`target_date` timestamp,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_architecture_states_old_type` ON `architecture_states_old` (`type`);--> statement-breakpoint
CREATE INDEX `idx_architecture_states_old_status` ON `architecture_states_old` (`status`);--> statement-breakpoint
CREATE INDEX `idx_architecture_states_old_created` ON `architecture_states_old` (`created`);--> statement-breakpoint
CREATE TABLE `architecture_states` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text DEFAULT 'current' NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`repo` text,
	`description` text,
	`rules` text,
	`created` timestamp NOT NULL,
	`target_date` timestamp,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_architecture_states_type` ON `architecture_states` (`type`);--> statement-breakpoint
CREATE INDEX `idx_architecture_states_status` ON `architecture_states` (`status`);--> statement-breakpoint
CREATE INDEX `idx_architecture_states_created` ON `architecture_states` (`created`);--> statement-breakpoint
CREATE TABLE `architecture_tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_task_id` text NOT NULL,
	`goal` text NOT NULL,
	`state_id` text,
	`component_id` text,
	`notes` text,
	`created` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`workspace_task_id`) REFERENCES `workspace_tasks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state_id`) REFERENCES `architecture_states`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_architecture_tasks_workspace_task_id` ON `architecture_tasks` (`workspace_task_id`);--> statement-breakpoint
CREATE INDEX `idx_architecture_tasks_state_id` ON `architecture_tasks` (`state_id`);--> statement-breakpoint
CREATE INDEX `idx_architecture_tasks_component_id` ON `architecture_tasks` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_architecture_tasks_created` ON `architecture_tasks` (`created`);--> statement-breakpoint
CREATE TABLE `bastard_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`repo` text,
	`status` text DEFAULT 'open' NOT NULL,
	`severity` text,
	`summary` text,
	`action_required` text,
	`files_checked` integer,
	`files_found` integer,
	`findings` text,
	`created` timestamp NOT NULL,
	`created_by` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_bastard_reports_repo` ON `bastard_reports` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_bastard_reports_status` ON `bastard_reports` (`status`);--> statement-breakpoint
CREATE INDEX `idx_bastard_reports_severity` ON `bastard_reports` (`severity`);--> statement-breakpoint
CREATE INDEX `idx_bastard_reports_created` ON `bastard_reports` (`created`);--> statement-breakpoint
CREATE TABLE `bootstrap_learning_metrics` (
	`id` text PRIMARY KEY NOT NULL,
	`metric` text NOT NULL,
	`value` real NOT NULL,
	`unit` text,
	`target` real,
	`phase` text,
	`period_start` timestamp,
	`period_end` timestamp,
	`recorded` timestamp NOT NULL,
	`notes` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_bootstrap_learning_metrics_metric` ON `bootstrap_learning_metrics` (`metric`,`recorded`);--> statement-breakpoint
CREATE INDEX `idx_bootstrap_learning_metrics_phase` ON `bootstrap_learning_metrics` (`phase`);--> statement-breakpoint
CREATE INDEX `idx_bootstrap_learning_metrics_recorded` ON `bootstrap_learning_metrics` (`recorded`);--> statement-breakpoint
CREATE TABLE `code_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`file_path` text NOT NULL,
	`previous_path` text,
	`change_type` text NOT NULL,
	`repo` text,
	`commit_hash` text,
	`author` text,
	`description` text,
	`lines_added` integer,
	`lines_removed` integer,
	`session_id` text,
	`task_id` text,
	`component_id` text,
	`changed_at` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`task_id`) REFERENCES `workspace_tasks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_code_changes_file_path` ON `code_changes` (`file_path`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_repo` ON `code_changes` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_commit_hash` ON `code_changes` (`commit_hash`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_session_id` ON `code_changes` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_task_id` ON `code_changes` (`task_id`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_component_id` ON `code_changes` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_code_changes_changed_at` ON `code_changes` (`changed_at`);--> statement-breakpoint
CREATE TABLE `code_component_mappings` (
	`id` text PRIMARY KEY NOT NULL,
	`file_path` text NOT NULL,
	`component_id` text NOT NULL,
	`repo` text,
	`confidence` real,
	`mapped_by` text,
	`created` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_code_component_mappings_file_path` ON `code_component_mappings` (`file_path`);--> statement-breakpoint
CREATE INDEX `idx_code_component_mappings_component_id` ON `code_component_mappings` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_code_component_mappings_repo` ON `code_component_mappings` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_code_component_mappings_created` ON `code_component_mappings` (`created`);--> statement-breakpoint
CREATE TABLE `component_placements` (
	`id` text PRIMARY KEY NOT NULL,
	`component_id` text NOT NULL,
	`state_id` text,
	`repo` text NOT NULL,
	`path_pattern` text NOT NULL,
	`rationale` text,
	`created` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`state_id`) REFERENCES `architecture_states`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_component_placements_component_id` ON `component_placements` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_component_placements_state_id` ON `component_placements` (`state_id`);--> statement-breakpoint
CREATE INDEX `idx_component_placements_repo` ON `component_placements` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_component_placements_created` ON `component_placements` (`created`);--> statement-breakpoint
CREATE TABLE `configuration_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`snapshot_before_id` text,
	`snapshot_after_id` text NOT NULL,
	`repo` text,
	`summary` text,
	`diff` text,
	`session_id` text,
	`changed_by` text,
	`created` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`snapshot_before_id`) REFERENCES `configuration_snapshots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`snapshot_after_id`) REFERENCES `configuration_snapshots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_configuration_changes_snapshot_before_id` ON `configuration_changes` (`snapshot_before_id`);--> statement-breakpoint
CREATE INDEX `idx_configuration_changes_snapshot_after_id` ON `configuration_changes` (`snapshot_after_id`);--> statement-breakpoint
CREATE INDEX `idx_configuration_changes_repo` ON `configuration_changes` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_configuration_changes_session_id` ON `configuration_changes` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_configuration_changes_created` ON `configuration_changes` (`created`);--> statement-breakpoint
CREATE TABLE `configuration_snapshots` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`repo` text,
	`path` text,
	`configuration` text NOT NULL,
	`content_hash` text,
	`session_id` text,
	`created_by` text,
	`created` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_configuration_snapshots_name` ON `configuration_snapshots` (`name`,`created`);--> statement-breakpoint
CREATE INDEX `idx_configuration_snapshots_repo` ON `configuration_snapshots` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_configuration_snapshots_session_id` ON `configuration_snapshots` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_configuration_snapshots_created` ON `configuration_snapshots` (`created`);--> statement-breakpoint
CREATE TABLE `context_switches` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text,
	`context_from` text,
	`context_to` text NOT NULL,
	`reason` text,
	`switched_by` text,
	`time` timestamp NOT NULL,
	`metadata` text,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_context_switches_session_id` ON `context_switches` (`session_id`);--> statement-breakpoint
CREATE INDEX `idx_context_switches_context_from` ON `context_switches` (`context_from`);--> statement-breakpoint
CREATE INDEX `idx_context_switches_context_to` ON `context_switches` (`context_to`);--> statement-breakpoint
CREATE INDEX `idx_context_switches_time` ON `context_switches` (`time`);--> statement-breakpoint
CREATE TABLE `defect_recording_logs` (
	`id` text PRIMARY KEY NOT NULL,
	`recorded` timestamp NOT NULL,
	`resolved` timestamp,
	`task_id` text,
	`agent` text,
	`repo` text,
	`type` text NOT NULL,
	`severity` text,
	`phase_injected` text NOT NULL,
	`phase_removed` text,
	`fix_minutes` real,
	`description` text NOT NULL,
	`root_cause` text,
	`resolution` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_defect_recording_logs_recorded` ON `defect_recording_logs` (`recorded`);--> statement-breakpoint
CREATE INDEX `idx_defect_recording_logs_task_id` ON `defect_recording_logs` (`task_id`);--> statement-breakpoint
CREATE INDEX `idx_defect_recording_logs_type` ON `defect_recording_logs` (`type`);--> statement-breakpoint
CREATE INDEX `idx_defect_recording_logs_severity` ON `defect_recording_logs` (`severity`);--> statement-breakpoint
CREATE INDEX `idx_defect_recording_logs_phase_injected` ON `defect_recording_logs` (`phase_injected`);--> statement-breakpoint
CREATE TABLE `drift_detections` (
	`id` text PRIMARY KEY NOT NULL,
	`scan_id` text NOT NULL,
	`type` text,
	`severity` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`file_path` text NOT NULL,
	`repo` text,
	`component_id` text,
	`description` text,
	`expected` text,
	`actual` text,
	`detected` timestamp NOT NULL,
	`resolved_at` timestamp,
	`metadata` text,
	FOREIGN KEY (`scan_id`) REFERENCES `drift_scans`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_drift_detections_scan_id` ON `drift_detections` (`scan_id`);--> statement-breakpoint
CREATE INDEX `idx_drift_detections_severity` ON `drift_detections` (`severity`);--> statement-breakpoint
CREATE INDEX `idx_drift_detections_status` ON `drift_detections` (`status`);--> statement-breakpoint
CREATE INDEX `idx_drift_detections_repo` ON `drift_detections` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_drift_detections_component_id` ON `drift_detections` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_drift_detections_detected` ON `drift_detections` (`detected`);--> statement-breakpoint
CREATE TABLE `drift_scans` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text,
	`repo` text,
	`status` text DEFAULT 'completed' NOT NULL,
	`start_time` timestamp NOT NULL,
	`end_time` timestamp,
	`triggered_by` text,
	`commit_hash` text,
	`state_id` text,
	`session_id` text,
	`files_scanned` integer,
	`detections_found` integer,
	`summary` text,
	`metadata` text,
	FOREIGN KEY (`state_id`) REFERENCES `architecture_states`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`session_id`) REFERENCES `workspace_sessions`(`session_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_drift_scans_repo` ON `drift_scans` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_drift_scans_status` ON `drift_scans` (`status`);--> statement-breakpoint
CREATE INDEX `idx_drift_scans_start_time` ON `drift_scans` (`start_time`);--> statement-breakpoint
CREATE INDEX `idx_drift_scans_state_id` ON `drift_scans` (`state_id`);--> statement-breakpoint
CREATE INDEX `idx_drift_scans_session_id` ON `drift_scans` (`session_id`);--> statement-breakpoint
CREATE TABLE `import_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`repo` text,
	`from_module` text NOT NULL,
	`to_module` text NOT NULL,
	`effect` text NOT NULL,
	`severity` text,
	`status` text DEFAULT 'active' NOT NULL,
	`rationale` text,
	`created` timestamp NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_import_rules_repo` ON `import_rules` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_import_rules_from_module` ON `import_rules` (`from_module`);--> statement-breakpoint
CREATE INDEX `idx_import_rules_status` ON `import_rules` (`status`);--> statement-breakpoint
CREATE INDEX `idx_import_rules_created` ON `import_rules` (`created`);--> statement-breakpoint
CREATE TABLE `orchestration_decisions` (
	`id` varchar(255) PRIMARY KEY NOT NULL,
	`timestamp` float NOT NULL,
	`task_id` varchar(255) NOT NULL,
	`agent_id` varchar(255),
	`task_type` varchar(255),
	`success` integer,
	`failure_reason` text,
	`tokens_used` integer,
	`duration_seconds` float,
	`dry_run` integer DEFAULT false,
	`decision_process` text,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_decisions_timestamp` ON `orchestration_decisions` (`timestamp`);--> statement-breakpoint
CREATE INDEX `idx_decisions_task_id` ON `orchestration_decisions` (`task_id`);--> statement-breakpoint
CREATE INDEX `idx_decisions_agent_id` ON `orchestration_decisions` (`agent_id`);--> statement-breakpoint
CREATE INDEX `idx_decisions_task_type` ON `orchestration_decisions` (`task_type`);--> statement-breakpoint
CREATE INDEX `idx_decisions_success` ON `orchestration_decisions` (`success`);--> statement-breakpoint
CREATE INDEX `idx_decisions_dry_run` ON `orchestration_decisions` (`dry_run`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` varchar(255) PRIMARY KEY NOT NULL,
	`hypothesis` text NOT NULL,
	`rationale` text NOT NULL,
	`pattern_id` varchar(255),
	`performance_data` text,
	`implementation_result` text,
	`metadata` text,
	`status` varchar(50) NOT NULL,
	`created_at` float NOT NULL,
	`reviewed_at` float,
	`implemented_at` float,
	`review_notes` text
);
--> statement-breakpoint
CREATE INDEX `idx_proposals_status` ON `proposals` (`status`);--> statement-breakpoint
CREATE INDEX `idx_proposals_created_at` ON `proposals` (`created_at`);--> statement-breakpoint
CREATE TABLE `record_links` (
	`id` text PRIMARY KEY NOT NULL,
	`from_kind` text NOT NULL,
	`from_id` text NOT NULL,
	`relation` text NOT NULL,
	`to_kind` text NOT NULL,
	`to_id` text NOT NULL,
	`note` text,
	`created` timestamp NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idx_record_links_from` ON `record_links` (`from_kind`,`from_id`,`relation`,`to_kind`,`to_id`);--> statement-breakpoint
CREATE INDEX `idx_record_links_to` ON `record_links` (`to_kind`,`to_id`,`relation`);--> statement-breakpoint
CREATE TABLE `record_tags` (
	`id` text PRIMARY KEY NOT NULL,
	`record_kind` text NOT NULL,
	`record_id` text NOT NULL,
	`tag` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `idx_record_tags_record` ON `record_tags` (`record_kind`,`record_id`,`tag`);--> statement-breakpoint
CREATE INDEX `idx_record_tags_tag` ON `record_tags` (`tag`);--> statement-breakpoint
CREATE TABLE `scale_tiers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`level` integer NOT NULL,
	`description` text,
	`thresholds` text,
	`created` timestamp NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scale_tiers_name_unique` ON `scale_tiers` (`name`);--> statement-breakpoint
CREATE INDEX `idx_scale_tiers_level` ON `scale_tiers` (`level`);--> statement-breakpoint
CREATE TABLE `task_metadata` (
	`id` text PRIMARY KEY NOT NULL,
	`task_id` text,
	`title` text NOT NULL,
	`description` text,
	`type` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`repo` text,
	`phase` text,
	`size_unit` text,
	`estimated_size` real,
	`actual_size` real,
	`estimated_effort_minutes` real,
	`actual_effort_minutes` real,
	`estimated_tokens` integer,
	`actual_tokens` integer,
	`estimated_cost_usd` real,
	`actual_cost_usd` real,
	`created` timestamp NOT NULL,
	`completed` timestamp,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_task_metadata_task_id` ON `task_metadata` (`task_id`);--> statement-breakpoint
CREATE INDEX `idx_task_metadata_type` ON `task_metadata` (`type`);--> statement-breakpoint
CREATE INDEX `idx_task_metadata_status` ON `task_metadata` (`status`);--> statement-breakpoint
CREATE INDEX `idx_task_metadata_created` ON `task_metadata` (`created`);--> statement-breakpoint
CREATE TABLE `task_queue_metadata` (
	`key` varchar(255) PRIMARY KEY NOT NULL,
	`value` text,
	`updated_at` varchar(100)
);
--> statement-breakpoint
CREATE INDEX `idx_task_queue_metadata_updated_at` ON `task_queue_metadata` (`updated_at`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` varchar(255) PRIMARY KEY NOT NULL,
	`title` varchar(500) NOT NULL,
	`description` text,
	`status` varchar(100) NOT NULL,
	`priority` varchar(50) NOT NULL,
	`capability_required` varchar(255),
	`estimated_tokens` integer,
	`tags` text,
	`dependencies` text,
	`failures` text,
	`metadata` text,
	`file` varchar(500),
	`created_by` varchar(255),
	`created_at` varchar(100),
	`updated_at` varchar(100),
	`version` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idx_tasks_status` ON `tasks` (`status`);--> statement-breakpoint
CREATE INDEX `idx_tasks_priority` ON `tasks` (`priority`);--> statement-breakpoint
CREATE INDEX `idx_tasks_tags` ON `tasks` (`tags`);--> statement-breakpoint
CREATE INDEX `idx_tasks_updated_at` ON `tasks` (`updated_at`);--> statement-breakpoint
CREATE INDEX `idx_tasks_capability_required` ON `tasks` (`capability_required`);--> statement-breakpoint
CREATE TABLE `unregistered_files` (
	`id` text PRIMARY KEY NOT NULL,
	`file_path` text NOT NULL,
	`repo` text,
	`type` text,
	`size_bytes` integer,
	`status` text DEFAULT 'unregistered' NOT NULL,
	`reason` text,
	`suggested_component_id` text,
	`detected` timestamp NOT NULL,
	`resolved_at` timestamp,
	`metadata` text,
	FOREIGN KEY (`suggested_component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_unregistered_files_file_path` ON `unregistered_files` (`file_path`);--> statement-breakpoint
CREATE INDEX `idx_unregistered_files_repo` ON `unregistered_files` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_unregistered_files_status` ON `unregistered_files` (`status`);--> statement-breakpoint
CREATE INDEX `idx_unregistered_files_suggested_component_id` ON `unregistered_files` (`suggested_component_id`);--> statement-breakpoint
CREATE INDEX `idx_unregistered_files_detected` ON `unregistered_files` (`detected`);--> statement-breakpoint
CREATE TABLE `violations` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`import_rule_id` text,
	`severity` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`description` text NOT NULL,
	`action_required` text,
	`repo` text,
	`file_path` text,
	`line` integer,
	`component_id` text,
	`detected` timestamp NOT NULL,
	`detected_by` text,
	`resolved_at` timestamp,
	`metadata` text,
	FOREIGN KEY (`import_rule_id`) REFERENCES `import_rules`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `architecture_components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_violations_rule` ON `violations` (`rule`);--> statement-breakpoint
CREATE INDEX `idx_violations_import_rule_id` ON `violations` (`import_rule_id`);--> statement-breakpoint
CREATE INDEX `idx_violations_severity` ON `violations` (`severity`);--> statement-breakpoint
CREATE INDEX `idx_violations_status` ON `violations` (`status`);--> statement-breakpoint
CREATE INDEX `idx_violations_repo` ON `violations` (`repo`);--> statement-breakpoint
CREATE INDEX `idx_violations_component_id` ON `violations` (`component_id`);--> statement-breakpoint
CREATE INDEX `idx_violations_detected` ON `violations` (`detected`);--> statement-breakpoint
CREATE TABLE `work_contexts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`status` text DEFAULT 'active' NOT NULL,
	`user` text,
	`repos_affected` text,
	`related_files` text,
	`notes` text,
	`created` timestamp NOT NULL,
	`last_active` timestamp,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_work_contexts_status` ON `work_contexts` (`status`);--> statement-breakpoint
CREATE INDEX `idx_work_contexts_created` ON `work_contexts` (`created`);--> statement-breakpoint
CREATE TABLE `workflow_stages` (
	`id` text PRIMARY KEY NOT NULL,
	`workflow_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`assigned_to` text,
	`started` timestamp,
	`completed` timestamp,
	`metadata` text,
	FOREIGN KEY (`workflow_id`) REFERENCES `workflows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idx_workflow_stages_workflow_id` ON `workflow_stages` (`workflow_id`,`position`);--> statement-breakpoint
CREATE INDEX `idx_workflow_stages_status` ON `workflow_stages` (`status`);--> statement-breakpoint
CREATE TABLE `workflows` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`status` text DEFAULT 'draft' NOT NULL,
	`created_by` text,
	`created` timestamp NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE INDEX `idx_workflows_status` ON `workflows` (`status`);--> statement-breakpoint
CREATE INDEX `idx_workflows_created` ON `workflows` (`created`);--> statement-breakpoint
ALTER TABLE `workspace_tasks` ADD `workflow_id` text REFERENCES workflows(id);